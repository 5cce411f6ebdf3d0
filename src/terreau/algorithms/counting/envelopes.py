"""Money set apart for a district or a theme: each envelope an election of its own, their sum the outcome."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from terreau.algorithms.counting.election import Ballots, Election
from terreau.algorithms.counting.engine import decide
from terreau.algorithms.counting.errors import RuleError
from terreau.algorithms.counting.outcome import Loser, Outcome, Purchase, Tie, Voters
from terreau.algorithms.counting.rule import Rule, changed
from terreau.algorithms.counting.telling import tell, voters_of
from terreau.algorithms.counting.ties import Lots, as_lots

Progress = Callable[[Fraction, Fraction], None]


def count(election: Election, rule: Rule, *, lots: Lots = (), progress: Progress | None = None) -> Outcome:
    """Count an election by a rule: who wins, in which order, and how it came about.

    Parameters
    ----------
    lots : orders drawn after the vote, each for the projects of one tie that the rule leaves open
    progress : called after each round of a count in rounds, with the money spent and the budget

    Raises
    ------
    Undecided : naming the tied projects, where the rule does not say which comes first
    CountingError : where the ballots cannot be read under this rule

    Examples
    --------
    >>> election = Election.of({"park": 60, "lamps": 40, "hall": 90}, 100, [{"park"}, {"park", "lamps"}, {"hall"}])
    >>> count(election, Rule(method="greedy")).winners
    ('park', 'lamps')
    """
    if not rule.envelopes:
        return replace(tell(decide(election, rule, progress, lots=lots)), lots=as_lots(lots))
    counted: dict[str, Outcome] = {}
    known = set(election.index)
    for tag, members in _members(election, rule).items():
        apart = changed(
            rule, envelopes={}, lot=tuple(name for name in rule.lot if name in members or name not in known)
        )
        graded = rule.method == "majority-judgment"
        own = part(election, members, Fraction(rule.envelopes[tag]), graded=graded)
        counted[tag] = tell(decide(own, apart, progress, lots=lots))
    return replace(_sum(election, rule, counted), lots=as_lots(lots))


def part(election: Election, members: Mapping[str, int], money: Fraction, *, graded: bool = False) -> Election:
    """The election of these projects alone: ballots keep the choices among them, those that have none are left out.

    A grade of 0 is a judgment, so `graded` ballots keep it; elsewhere 0 is no choice.
    """
    place = np.full(len(election.projects), -1, dtype=np.int32)
    place[list(members.values())] = np.arange(len(members), dtype=np.int32)
    ballots = election.ballots
    kept = place[ballots.projects] >= 0
    if not graded:
        kept &= ballots.values > 0
    sizes = np.bincount(ballots.rows[kept], minlength=len(ballots.counts))
    values = ballots.values[kept]
    if ballots.kind == "ranking":
        values = _closed_up(ballots.rows[kept], values)
    starts = np.concatenate(([0], np.cumsum(sizes[sizes > 0]))).astype(np.int64)
    own = Ballots(ballots.kind, starts, place[ballots.projects[kept]], values, ballots.counts[sizes > 0], ballots.scale)
    return Election(tuple(election.projects[p] for p in members.values()), money, own, election.about)


def _closed_up(rows: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places from 1 again, once the projects of other envelopes are gone."""
    order = np.lexsort((values, rows))
    first = np.concatenate(([True], rows[order][1:] != rows[order][:-1])) if len(rows) else np.zeros(0, dtype=bool)
    begins = np.flatnonzero(first)
    sizes = np.diff(np.append(begins, len(rows)))
    places = np.empty(len(rows), dtype=np.int64)
    places[order] = np.arange(len(rows)) - np.repeat(begins, sizes) + 1
    return places


def _members(election: Election, rule: Rule) -> dict[str, dict[str, int]]:
    """{tag: {project: index}}; a project of two envelopes belongs to the first."""
    found: dict[str, dict[str, int]] = {tag: {} for tag in rule.envelopes}
    for at, project in enumerate(election.projects):
        tag = next((tag for tag in rule.envelopes if tag in project.tags), None)
        if tag is not None:
            found[tag][project.id] = at
    for tag, members in found.items():
        if not members:
            known = sorted({tag for project in election.projects for tag in project.tags})
            named = ", ".join(known) or "–"
            raise RuleError(
                "envelopes",
                f"no project is tagged {tag!r}; the tags here are {named}",
                f"aucun projet ne porte {tag!r}\u202f; il y a {named}",
            )
    return found


def _sum(election: Election, rule: Rule, counted: Mapping[str, Outcome]) -> Outcome:
    purchases: list[Purchase] = []
    losers: list[Loser] = []
    ties: list[Tie] = []
    for tag, each in counted.items():
        purchases += [
            replace(p, round=p.round + len(purchases) - at, envelope=tag) for at, p in enumerate(each.purchases)
        ]
        losers += [replace(loser, envelope=tag) for loser in each.losers]
        ties += each.ties
    inside = {name for each in counted.values() for name in each.totals}
    outside = [project for project in election.projects if project.id not in inside]
    nothing = Fraction(0)
    losers += [Loser(p.id, "left-out", p.cost, nothing, 0, nothing, nothing, detail="envelopes") for p in outside]
    return Outcome(
        rule=rule,
        winners=tuple(name for each in counted.values() for name in each.winners),
        cost=sum((each.cost for each in counted.values()), nothing),
        budget=sum((each.budget for each in counted.values()), nothing),
        totals={name: total for each in counted.values() for name, total in each.totals.items()},
        votes={name: votes for each in counted.values() for name, votes in each.votes.items()},
        purchases=tuple(purchases),
        losers=tuple(losers),
        ties=tuple(ties),
        voters=_voters(election, counted),
        partial={name: money for each in counted.values() for name, money in each.partial.items()},
        envelopes=counted,
    )


def _voters(election: Election, counted: Mapping[str, Outcome]) -> Voters:
    """Winners and choices of each ballot over all envelopes; the money by the ballot's choices in each of them."""
    money: dict[int, Fraction] = {}
    for outcome in counted.values():
        for size, amount in (outcome.voters.money_by_size if outcome.voters else {}).items():
            money[size] = money.get(size, Fraction(0)) + amount
    winners = [election.index[name] for each in counted.values() for name in each.winners]
    return voters_of(election.ballots, winners, money)
