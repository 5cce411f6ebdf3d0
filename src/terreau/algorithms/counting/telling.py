"""From what was decided to what is told: winners with their price, losers with their reason, voters with their share."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from terreau.algorithms.counting.election import Ballots
from terreau.algorithms.counting.engine import Bought, Result
from terreau.algorithms.counting.outcome import Loser, Outcome, Purchase, Tie, Voters
from terreau.algorithms.counting.paying import Shares, spread
from terreau.algorithms.counting.shares.run import apart, clash


def tell(result: Result) -> Outcome:
    """The outcome of one count with its story; nothing is decided here."""
    shares = Shares(result.counted, result.votes) if result.counted else None
    projects = result.election.projects
    won = set(result.winners)
    return Outcome(
        rule=result.rule,
        winners=tuple(projects[p].id for p in result.winners),
        cost=result.cost,
        budget=result.election.budget,
        totals={project.id: result.votes.total(p) for p, project in enumerate(projects)},
        votes={project.id: int(result.votes.votes[p]) for p, project in enumerate(projects)},
        purchases=tuple(_purchase(result, shares, turn, each) for turn, each in enumerate(result.bought)),
        losers=tuple(_loser(result, shares, p) for p in range(len(projects)) if p not in won),
        ties=tuple(_tie(result, at) for at in range(len(result.ties))),
        rounds=result.rounds,
        share=shares.share if shares else None,
        voters=_voters(result, shares),
        compared=result.compared,
        partial={projects[p].id: money for p, money in result.partial.items()},
    )


def _purchase(result: Result, shares: Shares | None, turn: int, each: Bought) -> Purchase:
    p, project = each.project, result.election.projects[each.project]
    told = Purchase(
        project.id, turn + 1, project.cost, int(result.votes.votes[p]), result.votes.total(p), step=each.step
    )
    if shares is None or each.step != "shares":
        load = result.loads[turn] if each.step == "phragmen" else None
        return told if load is None else told.with_price(load)
    price = shares.price(turn) * result.votes.scale
    return told.with_price(
        price,
        full=shares.full(turn),
        effective=project.cost / price if price else None,
        held=shares.held(p, turn),
        taken_by=_named(result, shares.paid_instead(p, turn)),
    )


def _named(result: Result, paid: Iterable[tuple[int, Fraction]]) -> tuple[tuple[str, Fraction], ...]:
    return tuple((result.election.projects[p].id, money) for p, money in paid)


def _loser(result: Result, shares: Shares | None, p: int) -> Loser:
    project, rule = result.election.projects[p], result.rule
    votes, total = int(result.votes.votes[p]), result.votes.total(p)
    rival = next((w for w in result.winners if w in result.rivals.get(p, ())), None)
    left = result.left.get(p, result.election.budget - result.cost)
    told = Loser(project.id, "no-money", project.cost, total, votes, left, left)
    if p in result.left_out:
        field = result.left_out[p]
        reason = "unsupported" if field == "unsupported" else "left-out"
        return told.because(reason, detail=field, reach=Fraction(0) if reason == "unsupported" else left)
    if rival is not None:
        return told.because("conflict", detail=result.election.projects[rival].id)
    if shares is not None:
        return told.because("out-of-reach", reach=shares.reach(p), taken_by=_named(result, shares.paid_instead(p)))
    if project.cost <= left or p in result.partial:
        return told.because("partial" if p in result.partial else "no-turn")
    return told.because("no-turn") if rule.too_dear == "stop" and p not in result.left else told


def _tie(result: Result, at: int) -> Tie:
    met, projects = result.ties[at], result.election.projects
    tied = sorted((met.chosen, *met.others))
    by_price = result.rule.method in ("equal-shares", "phragmen") and met.round <= result.priced
    decisive = met.decisive
    if decisive is None:
        decisive = not by_price or clash(tied, result.rivals) or not apart(result.votes.supporters, tied)
    return Tie(met.round, tuple(projects[p].id for p in tied), projects[met.chosen].id, met.by, decisive)


def _voters(result: Result, shares: Shares | None) -> Voters:
    ballots = result.election.ballots
    sizes = sizes_of(ballots)
    money = shares.by_size(sizes) if shares else {}
    common = [*(b.project for b in result.bought if not shares or b.step != "shares"), *result.partial]
    for size, amount in spread(result, common, sizes).items():
        money[size] = money.get(size, Fraction(0)) + amount
    return voters_of(ballots, result.winners, money)


def sizes_of(ballots: Ballots) -> NDArray[np.int64]:
    """How many projects each row chooses."""
    return np.bincount(ballots.rows[ballots.values > 0], minlength=len(ballots.counts))


def voters_of(ballots: Ballots, winners: Sequence[int], money_by_size: Mapping[int, Fraction]) -> Voters:
    """What the ballots got: people by number of winners they chose, by number of choices they made."""
    chosen = ballots.values > 0
    won = np.isin(ballots.projects[chosen], winners)
    each = np.bincount(ballots.rows[chosen][won], minlength=len(ballots.counts))
    by_winners, by_size = (
        np.bincount(of, weights=ballots.counts).astype(int).tolist() for of in (each, sizes_of(ballots))
    )
    return Voters(ballots.voters, by_winners, by_size, dict(sorted(money_by_size.items())))
