"""Phragmén's sequential method: each purchase is carried by its supporters, the least burdened buy next."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from terreau.algorithms.counting.shares.run import apart, clash
from terreau.algorithms.counting.ties import Met, TieOrder
from terreau.algorithms.counting.weighing import Weighted


@dataclass(frozen=True)
class Carried:
    """Winners in order, the load that each brought its supporters to, the ties met."""

    winners: tuple[int, ...]
    loads: tuple[Fraction, ...]
    ties: tuple[Met, ...]


class Phragmen:
    """One count. A voter's load is that of the last winner it supports, so a load is linear in earlier ones.

    Floats order the projects; those closer than the bound on their rounding are compared again in exact rationals.
    Loads are sums of positive numbers: nothing cancels, and each of at most `projects` rounds adds at most
    `largest support + 4` roundings to a relative error.
    """

    def __init__(self, votes: Weighted, cost: Sequence[Fraction], order: TieOrder) -> None:
        self.votes, self.cost, self.order = votes, cost, order
        starts, rows, _weights = votes.by_project
        self.rows = [rows[starts[p] : starts[p + 1]] for p in range(len(cost))]
        self.people = [votes.counts[rows].astype(np.float64) for rows in self.rows]
        self.support = [int(votes.counts[rows].sum()) for rows in self.rows]
        self.load = np.zeros(len(votes.counts))
        self.last = np.full(len(votes.counts), -1, dtype=np.int64)
        self.exact: list[Fraction] = []

    def count(self, taking_part: Sequence[int], budget: Fraction, rivals: dict[int, set[int]]) -> Carried:
        """Buy the least loading project, until the least does not fit in the budget."""
        bound = 2.3e-16 * (max(self.support, default=0) + 4) * (len(self.cost) + 1)
        least = {p: float(self.cost[p]) / self.support[p] for p in taking_part}
        fresh = dict.fromkeys(taking_part, 0)
        winners: list[int] = []
        met: list[Met] = []
        while least:
            best = min(least, key=least.__getitem__)
            if fresh[best] != len(winners):
                least[best], fresh[best] = self._load(best), len(winners)
                continue
            close = []
            for p in [p for p, load in least.items() if load <= least[best] * (1 + 4 * bound)]:
                if fresh[p] != len(winners):
                    least[p], fresh[p] = self._load(p), len(winners)
                if least[p] <= least[best] * (1 + 4 * bound):
                    close.append(p)
            loads = {p: self._exact_load(p) for p in close}
            load = min(loads.values())
            tied = [p for p in close if loads[p] == load]
            if any(self.cost[p] > budget for p in tied):
                break
            chosen = self._first(tied, winners, met, budget, rivals) if len(tied) > 1 else tied[0]
            self._carry(chosen, load)
            winners.append(chosen)
            budget -= self.cost[chosen]
            for p in {chosen, *rivals.get(chosen, ())}:
                least.pop(p, None)
        return Carried(tuple(winners), tuple(self.exact), tuple(met))

    def _load(self, p: int) -> float:
        return (float(self.cost[p]) + float(self.people[p] @ self.load[self.rows[p]])) / self.support[p]

    def _exact_load(self, p: int) -> Fraction:
        rows = self.rows[p]
        carried = self.last[rows]
        sums = np.bincount(carried[carried >= 0], weights=self.people[p][carried >= 0], minlength=0)
        total = self.cost[p] + sum((int(sums[v]) * self.exact[v] for v in np.flatnonzero(sums)), Fraction(0))
        return total / self.support[p]

    def _carry(self, p: int, load: Fraction) -> None:
        self.load[self.rows[p]] = float(load)
        self.last[self.rows[p]] = len(self.exact)
        self.exact.append(load)

    def _first(
        self, tied: list[int], winners: list[int], met: list[Met], money: Fraction, rivals: dict[int, set[int]]
    ) -> int:
        """Any order gives the same only where nobody supports two, no two exclude each other, and all are paid for."""
        short = sum(self.cost[p] for p in tied) > money
        decisive = short or clash(tied, rivals) or not apart(self.votes.supporters, tied)
        chosen, by = self.order.choose(tied, decisive=decisive, bought=winners)
        met.append(Met(len(winners) + 1, chosen, tuple(p for p in sorted(tied) if p != chosen), by, decisive))
        return chosen
