"""Equal shares until the money is used: the same count again with a little more for each voter."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm

from terreau.algorithms.counting.election import Election
from terreau.algorithms.counting.outcome import Round
from terreau.algorithms.counting.rule import Rule
from terreau.algorithms.counting.shares.kernel import Table
from terreau.algorithms.counting.shares.run import Run, Shares
from terreau.algorithms.counting.ties import TieOrder
from terreau.algorithms.counting.weighing import Weighted

Progress = Callable[[Fraction, Fraction], None]


@dataclass(frozen=True)
class Counted:
    """The run that holds, all the runs made, and the unit of its money (1/unit of a currency unit)."""

    run: Run
    rounds: tuple[Round, ...]
    unit: int


def unit_of(election: Election) -> int:
    """How finely money must be cut for every cost and the budget to be whole."""
    return lcm(election.budget.denominator, *(project.cost.denominator for project in election.projects))


def equal_shares(
    election: Election, rule: Rule, votes: Weighted, taking_part: Sequence[bool], order: TieOrder,
    rivals: Mapping[int, Collection[int]], progress: Progress | None = None,
) -> Counted:  # fmt: skip
    """Count by equal shares under the rule's start, raise and step.

    Raises
    ------
    Unsettled : where an exact tie changes the result and the order is silent
    """
    unit = unit_of(election)
    cost = [int(project.cost * unit) for project in election.projects]
    budget = int(election.budget * unit)
    worth = cost if rule.utility == "cost" else [1] * len(cost)
    shares = Shares(Table(votes, cost, worth, taking_part, order.ranks, rivals), cost, order, rivals)
    share = Fraction(budget, votes.voters or 1)
    step = share * Fraction(rule.step[:-1]) / 100 if rule.step.endswith("%") else Fraction(rule.step) * unit
    if rule.start == "whole":
        share = Fraction(floor(share / unit) * unit)
    run, rounds = shares.run(share), []
    raising = rule.raise_share != "no" and bool(step) and not _all_fit(cost, taking_part, rivals, budget)
    while True:
        spent = sum(cost[p] for p in run.winners)
        rounds.append(Round(share / unit, Fraction(spent, unit), len(run.winners), len(run.ties)))
        if progress:
            progress(Fraction(spent, unit), election.budget)
        if not raising or not (left := _left(taking_part, run, rivals)):
            break
        if rule.raise_share == "until-exhaustive" and all(cost[p] > budget - spent for p in left):
            break
        share += step
        following = shares.run(share)
        over = sum(cost[p] for p in following.winners)
        if over > budget:
            rounds.append(Round(share / unit, Fraction(over, unit), len(following.winners), len(following.ties)))
            break
        run = following
    return Counted(run, tuple(rounds), unit)


def _all_fit(
    cost: Sequence[int], taking_part: Sequence[bool], rivals: Mapping[int, Collection[int]], budget: int
) -> bool:
    """Everything can be bought: raising shares would only end there (see `everything` in the engine)."""
    return not rivals and sum(c for c, takes in zip(cost, taking_part, strict=True) if takes) <= budget


def _left(taking_part: Sequence[bool], run: Run, rivals: Mapping[int, Collection[int]]) -> list[int]:
    """What could still be won: neither bought, nor in conflict with what is."""
    out = set(run.winners).union(*(rivals.get(p, ()) for p in run.winners))
    return [p for p, takes in enumerate(taking_part) if takes and p not in out]
