"""Who paid for what: prices, what losers could still be paid, whom their supporters paid instead."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from terreau.algorithms.counting.engine import Result
from terreau.algorithms.counting.shares.completing import Counted
from terreau.algorithms.counting.shares.exact import NEVER, Ledger
from terreau.algorithms.counting.weighing import Weighted

CENTS = 10**6


class Shares:
    """The payments of one count by equal shares, in currency units."""

    def __init__(self, counted: Counted, votes: Weighted) -> None:
        self.ledger: Ledger = counted.run.ledger
        self.unit = counted.unit
        self.votes = votes
        self.bought = self.ledger.bought

    @property
    def share(self) -> Fraction:
        return self.ledger.share / self.unit

    def price(self, turn: int) -> Fraction:
        """What a supporter paid for purchase `turn`, for each unit of weight, unless it had less."""
        return self.ledger.price(turn) / self.unit

    def full(self, turn: int) -> int:
        """How many paid that price in full."""
        rows = self.votes.supporters(self.bought[turn])
        return int(self.votes.counts[rows[self.ledger.spent[rows] > turn]].sum())

    def held(self, project: int, before: int) -> Fraction:
        """The money that the supporters of a project hold before purchase `before`."""
        rows = self.votes.supporters(project)
        return self.ledger.held(rows[self.ledger.spent[rows] >= before], before) / self.unit

    def reach(self, project: int) -> Fraction:
        """The money that the supporters of a project still hold at the end."""
        return self.held(project, len(self.bought))

    def paid_instead(self, project: int, before: int = NEVER) -> list[tuple[int, Fraction]]:
        """(winner, money that supporters of `project` paid for it), most first, to a millionth of a currency unit."""
        entries = self._entries(self.votes.supporters(project))
        at = self._turn[entries]
        paid = (at >= 0) & (at < before)
        sums = np.bincount(at[paid], weights=self._paid[entries][paid], minlength=len(self.bought))
        return [
            (self.bought[turn], Fraction(round(float(sums[turn]) * CENTS), CENTS))
            for turn in np.argsort(-sums, kind="stable").tolist()
            if sums[turn] > 0
        ]

    def by_size(self, sizes: NDArray[np.int64]) -> dict[int, Fraction]:
        """The money paid by ballots of each size: a spent ballot paid its share, the others the prices in full."""
        spent = self.ledger.spent != NEVER
        ended = np.bincount(sizes[spent], weights=self.votes.counts[spent], minlength=int(sizes.max(initial=0)) + 1)
        money = {int(k): self.share * int(ended[k]) for k in np.flatnonzero(ended)}
        open_ = ~spent[self.votes.rows] & (self._turn >= 0)
        rows, turns = self.votes.rows[open_], self._turn[open_]
        weight = self.votes.counts[rows] * self.votes.weights[open_]
        key = sizes[rows] * max(len(self.bought), 1) + turns
        sums = np.bincount(key, weights=weight)  # integers, exact below 2**53
        for each in np.flatnonzero(sums).tolist():
            k, turn = divmod(each, len(self.bought))
            money[k] = money.get(k, Fraction(0)) + int(sums[each]) * self.price(turn)
        return money

    @cached_property
    def _turn(self) -> NDArray[np.int64]:
        """The purchase to which each entry of a ballot belongs, -1 where its project was not bought."""
        return self.ledger.order[self.votes.projects]

    @cached_property
    def _paid(self) -> NDArray[np.float64]:
        """What each entry paid, all people of its row together."""
        rows, turn, spent = self.votes.rows, self._turn, self.ledger.spent[self.votes.rows]
        prices = np.array([float(self.price(at)) for at in range(len(self.bought))] or [0.0])
        paid = np.where((turn >= 0) & (turn < spent), self.votes.weights * prices[turn], 0.0)
        left = float(self.share) - np.bincount(rows, weights=paid, minlength=len(self.votes.counts))
        last = (turn >= 0) & (turn == spent)
        paid[last] = np.maximum(left[rows[last]], 0.0)
        return np.asarray(paid * self.votes.counts[rows], dtype=np.float64)

    def _entries(self, rows: NDArray[np.int32]) -> NDArray[np.int64]:
        """The entries of these rows."""
        starts = self.votes.starts[rows]
        sizes = self.votes.starts[rows + 1] - starts
        first: NDArray[np.int64] = starts - np.cumsum(sizes) + sizes
        return np.arange(int(sizes.sum())) + np.repeat(first, sizes)


def spread(result: Result, projects: Sequence[int], sizes: NDArray[np.int64]) -> Mapping[int, Fraction]:
    """The money of projects bought from the common purse, by size of ballot: each supporter counts by its weight."""
    votes, money = result.votes, dict[int, Fraction]()
    for p in projects:
        starts, rows, weights = votes.by_project
        here = slice(starts[p], starts[p + 1])
        sums = np.bincount(sizes[rows[here]], weights=votes.counts[rows[here]] * weights[here])
        each = result.spent_on(p) / int(votes.totals[p]) if votes.totals[p] else Fraction(0)
        for k in np.flatnonzero(sums).tolist():
            money[k] = money.get(k, Fraction(0)) + int(sums[k]) * each
    return money
