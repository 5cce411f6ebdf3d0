"""An outcome as it is published: one JSON object that names its inputs, and the trace of the count."""

import json
import tomllib
from fractions import Fraction
from hashlib import sha256
from typing import Any

from terreau.algorithms.counting.election import Election
from terreau.algorithms.counting.errors import Undecided
from terreau.algorithms.counting.outcome import Outcome
from terreau.algorithms.counting.rule import Rule
from terreau.algorithms.counting.sentences import Lang, Voice
from terreau.algorithms.counting.ties import Lots

Published = dict[str, Any]


def result_of(election: Election, outcome: Outcome, ballots: bytes, *, lang: Lang = "fr") -> Published:
    """The result: numbers exact as text ("995079", "1/3"), effective support to six decimals, reasons in words.

    `sha256` is the fingerprint of everything else in the object, written canonically.
    """
    voice = Voice(outcome, lang, {p.id: p.name for p in election.projects}, election.about.get("currency", ""))
    bought = {each.project: each for each in outcome.purchases}
    lost = {each.project: each for each in outcome.losers}
    projects = {}
    for project in election.projects:
        won, loser = bought.get(project.id), lost.get(project.id)
        support = (won.held / won.cost if won and won.held is not None and won.cost else None) if won else None
        if loser:
            support = loser.effective_support
        projects[project.id] = {
            "votes": outcome.votes.get(project.id, 0),
            "total": str(outcome.totals.get(project.id, 0)),
            "selected": won is not None,
            "effective_support": None if support is None else round(float(support), 6),
            "why": voice.why(project.id),
        }
    return _signed({
        **_inputs(outcome.rule, ballots, outcome.lots),
        "winners": list(outcome.winners),
        "cost": str(outcome.cost),
        "budget": str(outcome.budget),
        "partial": {name: str(money) for name, money in outcome.partial.items()},
        "ties": [
            {"round": t.round, "projects": list(t.projects), "chosen": t.chosen, "by": t.by, "decisive": t.decisive}
            for t in outcome.ties
        ],
        "projects": projects,
        "voters": _voters(outcome),
        "comparison": None if outcome.compared is None else {
            "prefer_shares": outcome.compared.prefer_shares,
            "prefer_greedy": outcome.compared.prefer_greedy,
            "taken": outcome.compared.taken,
        },
    })  # fmt: skip


def undecided_of(rule: Rule, undecided: Undecided, ballots: bytes) -> Published:
    """What is published where a tie is left open: no winner at all, and the projects that are tied."""
    return _signed({
        **_inputs(rule, ballots),
        "winners": None,
        "undecided": {"round": undecided.turn, "projects": list(undecided.projects), "bought": list(undecided.bought)},
    })  # fmt: skip


def trace_of(outcome: Outcome) -> Published:
    """The count round by round, every number exact."""
    return {
        "share": None if outcome.share is None else str(outcome.share),
        "rounds": [
            {"share": str(r.share), "cost": str(r.cost), "winners": r.winners, "ties": r.ties} for r in outcome.rounds
        ],
        "purchases": [
            {
                "round": p.round,
                "project": p.project,
                "step": p.step,
                "envelope": p.envelope,
                "cost": str(p.cost),
                "supporters": p.supporters,
                "full": p.full,
                "price": _exact(p.price),
                "effective": _exact(p.effective),
                "held": _exact(p.held),
            }
            for p in outcome.purchases
        ],
        "losers": [
            {
                "project": each.project,
                "reason": each.reason,
                "detail": each.detail,
                "envelope": each.envelope,
                "cost": str(each.cost),
                "reach": str(each.reach),
                "paid_instead": {winner: str(money) for winner, money in each.taken_by},
            }
            for each in outcome.losers
        ],
    }


def canonical(published: Published) -> bytes:
    """The bytes that are hashed: keys sorted, no spaces, UTF-8."""
    return json.dumps(published, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unlike(published: Published, counted: Published) -> list[str]:
    """The fields of a published result that another count does not find again, `sha256` where it is not its own.

    Reasons in words are left out: each language has its own.
    """
    bare, ours = _wordless(published), _wordless(counted)
    named = [name for name in ours if bare.get(name) != ours[name]]
    unsigned = {name: value for name, value in published.items() if name != "sha256"}
    return named if published.get("sha256") == sha256(canonical(unsigned)).hexdigest() else [*named, "sha256"]


def _wordless(published: Published) -> Published:
    bare = {name: value for name, value in published.items() if name != "sha256"}
    if isinstance(projects := published.get("projects"), dict):
        bare["projects"] = {p: {**said, "why": ""} if isinstance(said, dict) else said for p, said in projects.items()}
    return bare


def _signed(published: Published) -> Published:
    return {**published, "sha256": sha256(canonical(published)).hexdigest()}


def _inputs(rule: Rule, ballots: bytes, lots: Lots = ()) -> Published:
    """The rule as it was frozen; a lot drawn after the vote stands beside it with a fingerprint of its own."""
    said: Published = {
        "rule": tomllib.loads(rule.to_toml()),
        "rule_sha256": rule.sha256,
        "ballots_sha256": sha256(ballots).hexdigest(),
    }
    if lots:
        said |= {"lots": [list(lot) for lot in lots], "lots_sha256": sha256(lots_file(lots)).hexdigest()}
    return said


def lots_file(lots: Lots) -> bytes:
    """The orders drawn, one line each, as they go into the kit."""
    return ("[\n" + ",\n".join(json.dumps(list(lot), ensure_ascii=False) for lot in lots) + "\n]\n").encode()


def _voters(outcome: Outcome) -> Published:
    voters = outcome.voters
    if voters is None:
        return {}
    return {
        "count": voters.count,
        "without_winner": voters.without_winner,
        "by_winners": list(voters.by_winners),
        "winners_each": str(voters.winners_each),
        "by_size": list(voters.by_size),
        "money_by_size": {str(size): str(round(money, 2)) for size, money in voters.money_by_size.items()},
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
