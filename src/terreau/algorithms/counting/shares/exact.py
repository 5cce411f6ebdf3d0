"""Exact prices of equal shares, from who paid in full and who paid all they had: rationals only where they decide."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from terreau.algorithms.counting.weighing import Weighted

NEVER = np.iinfo(np.int32).max
Mask = NDArray[np.bool_]


class Ledger:
    """What each purchase of one run cost a supporter, exactly, computed when asked.

    A voter's balance is the share less what was paid in full before the round that took the rest (`spent`), then 0.
    So the price of purchase r is linear in earlier prices, with integer coefficients that are counted here:
    price = (cost - share·M + Σ A[v]·price[v]) / W, M people paying all they have, W the weight of those who pay in full.
    """

    def __init__(self, votes: Weighted, cost: Sequence[int], share: Fraction, spent: NDArray[np.int32]) -> None:
        self.votes, self.cost, self.share, self.spent = votes, cost, share, spent
        self.order = np.full(len(cost), -1, dtype=np.int64)  # the round in which a project was bought
        self.bought: list[int] = []
        self._prices: list[Fraction | None] = []

    def note(self, project: int, price: Fraction | None = None) -> None:
        """Project was bought now; its price where it is known already."""
        self.order[project] = len(self.bought)
        self.bought.append(project)
        self._prices.append(price)

    def follow(self, other: "Ledger") -> None:
        """The same purchases, over a copy of who is spent."""
        self.order, self.bought, self._prices = other.order, other.bought, other._prices

    def price(self, at: int) -> Fraction:
        """The price of purchase `at` per unit of weight."""
        known = self._prices[at]
        if known is None:
            for r in range(at):  # each needs earlier ones: in order, nothing nests
                if self._prices[r] is None:
                    self._prices[r] = self._priced(r)
            known = self._prices[at] = self._priced(at)
        return known

    def _priced(self, r: int) -> Fraction:
        project = self.bought[r]
        rows, weights = self.entries(project)
        full = self.spent[rows] > r
        paid = self.held(rows[self.spent[rows] == r], r)
        return (self.cost[project] - paid) / int((self.votes.counts[rows[full]] * weights[full]).sum())

    def entries(self, project: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        starts, rows, weights = self.votes.by_project
        here = slice(starts[project], starts[project + 1])
        return rows[here], weights[here]

    def held(self, rows: NDArray[np.int32], before: int) -> Fraction:
        """The money that the people of these rows, none of them spent, held together before a purchase."""
        if not len(rows):
            return Fraction(0)
        counts = self.votes.counts[rows]
        total = self.share * int(counts.sum())
        at, weights, owner = self._payments(rows, before)
        sums = np.bincount(at, weights=counts[owner] * weights, minlength=before)  # integers, exact below 2**53
        for v in np.flatnonzero(sums):
            total -= int(sums[v]) * self.price(int(v))
        return total

    def balances(self, rows: NDArray[np.int32], before: int) -> list[Fraction]:
        """The balance of one voter of each row; rows with the same payments are computed once."""
        at, weights, owner = self._payments(rows, before)
        paid: list[list[tuple[int, int]]] = [[] for _row in rows]
        for v, weight, which in zip(at.tolist(), weights.tolist(), owner.tolist(), strict=True):
            paid[which].append((v, weight))
        known: dict[tuple[tuple[int, int], ...], Fraction] = {}
        found = []
        for row, payments in zip(rows.tolist(), paid, strict=True):
            key = tuple(sorted(payments))
            if self.spent[row] < before:
                found.append(Fraction(0))
                continue
            if key not in known:
                known[key] = self.share - sum((weight * self.price(v) for v, weight in key), Fraction(0))
            found.append(known[key])
        return found

    def _payments(
        self, rows: NDArray[np.int32], before: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """(purchase, weight, which of the rows) of all that these rows paid in full before a purchase."""
        starts = self.votes.starts[rows]
        sizes = self.votes.starts[rows + 1] - starts
        owner = np.repeat(np.arange(len(rows)), sizes)
        entries = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes) + starts[owner]
        at = self.order[self.votes.projects[entries]]
        paid = (at >= 0) & (at < before)
        return at[paid], self.votes.weights[entries[paid]], owner[paid]
