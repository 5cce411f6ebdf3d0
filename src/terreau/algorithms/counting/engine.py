"""One entry for every rule: who takes part, the method, the completion, the comparison, envelope by envelope."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from terreau.algorithms.counting.election import Election
from terreau.algorithms.counting.errors import Undecided
from terreau.algorithms.counting.greedy import Taken, take
from terreau.algorithms.counting.judgment import judge
from terreau.algorithms.counting.outcome import Compared, Round
from terreau.algorithms.counting.phragmen import Phragmen
from terreau.algorithms.counting.rule import Rule
from terreau.algorithms.counting.shares.completing import Counted, Progress, equal_shares
from terreau.algorithms.counting.taking_part import left_out, rivals
from terreau.algorithms.counting.ties import Lots, Met, TieOrder, Unsettled
from terreau.algorithms.counting.weighing import Weighted, weigh


@dataclass(frozen=True)
class Bought:
    """A winner: its index and the part of the rule that took it."""

    project: int
    step: str


@dataclass
class Result:
    """What one count decided, by index; the story is told from it."""

    election: Election
    rule: Rule
    votes: Weighted
    left_out: Mapping[int, str]
    rivals: Mapping[int, set[int]]
    bought: list[Bought] = field(default_factory=list)
    ties: list[Met] = field(default_factory=list)
    rounds: tuple[Round, ...] = ()
    counted: Counted | None = None
    loads: tuple[Fraction, ...] = ()
    left: dict[int, Fraction] = field(default_factory=dict)
    partial: dict[int, Fraction] = field(default_factory=dict)
    compared: Compared | None = None

    @property
    def winners(self) -> list[int]:
        return [each.project for each in self.bought]

    @property
    def cost(self) -> Fraction:
        return sum((self.election.projects[p].cost for p in self.winners), Fraction(0)) + sum(self.partial.values())

    @property
    def priced(self) -> int:
        """How many winners were bought by prices, before anything was bought from the common purse."""
        return sum(each.step in ("shares", "phragmen") for each in self.bought)

    def spent_on(self, project: int) -> Fraction:
        return self.partial.get(project, self.election.projects[project].cost)

    def add(self, taken: Taken, step: str) -> None:
        turn = len(self.bought)
        self.bought += [Bought(p, step) for p in taken.winners]
        self.ties += [Met(met.round + turn, met.chosen, met.others, met.by) for met in taken.ties]
        self.left |= taken.left


def decide(election: Election, rule: Rule, progress: Progress | None = None, *, lots: Lots = ()) -> Result:
    """Count one electorate, without envelopes and without telling the story.

    Raises
    ------
    Undecided : naming the tied projects, where the rule does not say which comes first
    CountingError : where the ballots cannot be read under this rule
    """
    votes = weigh(election, rule)
    out = left_out(election, rule, votes)
    result = Result(election, rule, votes, out, rivals(election, rule))
    order = TieOrder(election, rule, votes.votes.tolist(), lots)
    try:
        _METHODS[rule.method](result, order, progress)
        if rule.fill == "votes":
            _fill(result, order)
        if rule.comparison != "no":
            _compare(result, order)
    except Unsettled as tie:
        names = [election.projects[p].id for p in tie.tied]
        done = [election.projects[p].id for p in (*result.winners, *tie.bought)]
        raise Undecided(names, turn=len(done) + 1, bought=done) from None
    return result


def _taking(result: Result) -> list[int]:
    return [p for p in range(len(result.election.projects)) if p not in result.left_out]


def _greedy(result: Result, order: TieOrder, _progress: Progress | None) -> None:
    election, rule = result.election, result.rule
    keys = [(p, _key(result, p)) for p in _taking(result)]
    cost = [project.cost for project in election.projects]
    stop = rule.too_dear == "stop"
    result.add(take(keys, cost, election.budget, order, stop=stop, rivals=dict(result.rivals)), "greedy")


def _key(result: Result, p: int) -> Fraction:
    """What greedy goes by; a project that costs nothing comes before all others."""
    total, cost = result.votes.total(p), result.election.projects[p].cost
    if result.rule.order == "total":
        return total
    return total / cost if cost else Fraction(result.votes.voters + 1) * 10**18


def _equal_shares(result: Result, order: TieOrder, progress: Progress | None) -> None:
    taking = [p not in result.left_out for p in range(len(result.election.projects))]
    counted = equal_shares(result.election, result.rule, result.votes, taking, order, result.rivals, progress)
    result.counted, result.rounds = counted, counted.rounds
    result.bought = [Bought(p, "shares") for p in counted.run.winners]
    result.ties = list(counted.run.ties)
    everything = sum((result.election.projects[p].cost for p in _taking(result)), Fraction(0))
    if result.rule.raise_share != "no" and not result.rivals and everything <= result.election.budget:
        result.bought += [Bought(p, "everything") for p in _taking(result) if p not in set(counted.run.winners)]


def _phragmen(result: Result, order: TieOrder, _progress: Progress | None) -> None:
    cost = [project.cost for project in result.election.projects]
    carried = Phragmen(result.votes, cost, order).count(_taking(result), result.election.budget, dict(result.rivals))
    result.bought = [Bought(p, "phragmen") for p in carried.winners]
    result.loads, result.ties = carried.loads, list(carried.ties)


def _judgment(result: Result, order: TieOrder, _progress: Progress | None) -> None:
    cost = [project.cost for project in result.election.projects]
    ranked = judge(result.election.ballots, _taking(result))
    result.add(take(ranked, cost, result.election.budget, order, rivals=dict(result.rivals)), "judgment")


def _knapsack(result: Result, order: TieOrder, _progress: Progress | None) -> None:
    """Each unit of money of a project has its votes: funded in order, the last one in part."""
    keys = [(p, result.votes.total(p)) for p in _taking(result)]
    cost = [project.cost for project in result.election.projects]
    taken = take(keys, cost, result.election.budget, order, stop=True, partly=True, rivals=dict(result.rivals))
    result.add(taken, "knapsack")
    if taken.stopped_at is not None and taken.left[taken.stopped_at]:
        result.partial[taken.stopped_at] = taken.left[taken.stopped_at]


_METHODS: Mapping[str, Callable[[Result, TieOrder, Progress | None], None]] = {
    "greedy": _greedy,
    "equal-shares": _equal_shares,
    "phragmen": _phragmen,
    "majority-judgment": _judgment,
    "knapsack": _knapsack,
}


def _fill(result: Result, order: TieOrder) -> None:
    """What is left buys the most chosen of those that fit."""
    won = result.winners
    out = set(won).union(*(result.rivals.get(p, ()) for p in won))
    keys = [(p, result.votes.total(p)) for p in _taking(result) if p not in out]
    cost = [project.cost for project in result.election.projects]
    result.add(take(keys, cost, result.election.budget - result.cost, order, rivals=dict(result.rivals)), "fill")


def _compare(result: Result, order: TieOrder) -> None:
    """Take the greedy outcome where strictly more voters prefer it."""
    election = result.election
    keys = [(p, result.votes.total(p)) for p in _taking(result)]
    greedy = take(keys, [p.cost for p in election.projects], election.budget, order, rivals=dict(result.rivals))
    ours, theirs = (_liking(result, winners) for winners in (result.winners, greedy.winners))
    counts = election.ballots.counts
    prefer_ours, prefer_theirs = int(counts[ours > theirs].sum()), int(counts[theirs > ours].sum())
    if prefer_theirs > prefer_ours:
        result.bought, result.ties, result.counted, result.left = [], [], None, {}
        result.add(greedy, "comparison")
    result.compared = Compared(prefer_ours, prefer_theirs, "greedy" if prefer_theirs > prefer_ours else "equal-shares")


def _liking(result: Result, winners: Sequence[int]) -> NDArray[np.float64]:
    """How each row likes these winners, as the rule compares."""
    election = result.election
    value = np.zeros(len(election.projects))
    value[list(winners)] = 1
    if result.rule.comparison == "cost":
        unit = result.counted.unit if result.counted else 1
        value *= np.array([float(project.cost * unit) for project in election.projects])  # whole numbers
    ballots = election.ballots
    chosen = ballots.values > 0
    likes = np.bincount(ballots.rows[chosen], weights=value[ballots.projects[chosen]], minlength=len(ballots.counts))
    return np.asarray(likes > 0 if result.rule.comparison == "excluded" else likes, dtype=np.float64)
