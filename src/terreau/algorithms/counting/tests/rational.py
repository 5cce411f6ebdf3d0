"""The same rules by rationals alone, written as they are published: slow, short, and the judge of the engine."""

from collections.abc import Sequence
from fractions import Fraction

Supporters = dict[int, dict[int, int]]  # project -> voter -> weight


def price(balances: Sequence[Fraction], supporters: dict[int, int], cost: Fraction) -> Fraction | None:
    """The least x with Σ min(balance, x·weight) = cost."""
    people = sorted((balances[i] / w, balances[i], w) for i, w in supporters.items())
    left, weight = cost, sum(w for _rate, _balance, w in people)
    for rate, balance, w in people:
        if left <= rate * weight:
            return left / weight
        left, weight = left - balance, weight - w
    return None


def shares(
    cost: Sequence[Fraction],
    supporters: Supporters,
    share: Fraction,
    voters: int,
    *,
    by_cost: bool,
    rank: Sequence[int],
) -> list[int]:
    balances, won = [share] * voters, []
    left = [p for p in supporters if supporters[p]]
    while True:
        known = {p: price(balances, supporters[p], cost[p]) for p in left}
        reach = {p: x / (cost[p] if by_cost and cost[p] else 1) for p, x in known.items() if x is not None}
        if not reach:
            return won
        least = min(reach.values())
        best = min((p for p in reach if reach[p] == least), key=lambda p: rank[p])
        for i, w in supporters[best].items():
            balances[i] -= min(balances[i], known[best] * w)
        won.append(best)
        left = [p for p in reach if p != best]


def phragmen(
    cost: Sequence[Fraction], supporters: Supporters, budget: Fraction, voters: int, rank: Sequence[int]
) -> list[int]:
    loads, won, left = [Fraction(0)] * voters, [], [p for p in supporters if supporters[p]]
    while left:
        known = {p: (cost[p] + sum(loads[i] for i in supporters[p])) / len(supporters[p]) for p in left}
        least = min(known.values())
        tied = [p for p in left if known[p] == least]
        if any(cost[p] > budget for p in tied):
            break
        best = min(tied, key=lambda p: rank[p])
        for i in supporters[best]:
            loads[i] = least
        budget -= cost[best]
        won.append(best)
        left.remove(best)
    return won
