"""One count by equal shares: the loop buys what floats prove, exact numbers decide the rest."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from terreau.algorithms.counting.shares.exact import NEVER, Ledger
from terreau.algorithms.counting.shares.kernel import CLOSE, TIES_FULL, Loop, Table, down, up
from terreau.algorithms.counting.ties import Met, TieOrder

SLACK = 1.3e-16


@dataclass(frozen=True)
class Run:
    """Winners in order of purchase, their ledger, the ties met."""

    winners: tuple[int, ...]
    ledger: Ledger
    ties: tuple[Met, ...]


class Shares:
    """An election, counted again for each share of money."""

    def __init__(
        self, table: Table, cost: Sequence[int], order: TieOrder, rivals: Mapping[int, Collection[int]]
    ) -> None:
        self.table, self.cost, self.order, self.rivals = table, cost, order, rivals
        self.loop = Loop(table)
        self._sign = np.zeros(table.rows, dtype=np.uint8)

    def run(self, share: Fraction) -> Run:
        """Give each voter `share` (in the unit of costs) and buy until nothing more is within reach.

        Raises
        ------
        Unsettled : where an exact tie changes the result and the order is silent
        """
        near = float(share)
        self.loop.begin(near, abs(float(Fraction(near) - share)) * (1 + 1e-9))
        self._ledger = Ledger(self.table.votes, self.cost, share, self.table.spent)
        self._met: list[Met] = []
        while (status := self.loop.run()) in (CLOSE, TIES_FULL):
            self._read()
            if status == CLOSE:
                self._decide([int(p) for p in self.table.close[: self.table.closes]])
        self._read()
        ledger = Ledger(self.table.votes, self.cost, share, self.table.spent.copy())
        ledger.follow(self._ledger)
        return Run(tuple(ledger.bought), ledger, tuple(self._met))

    def _read(self) -> None:
        """Note what the loop bought, and the ties that it settled by integers."""
        for project in self.table.bought[len(self._ledger.bought) : self.table.round].tolist():
            self._ledger.note(project)
        log, at = self.table.ties[: self.table.tied].tolist(), 0
        while at < len(log):
            turn, chosen, others = log[at : at + 3]
            tied = tuple(log[at + 3 : at + 3 + others])
            self._tie(turn, chosen, tied)
            at += 3 + others
        self.loop.drain()

    def _tie(self, turn: int, chosen: int, others: tuple[int, ...]) -> None:
        found = self.order.first((chosen, *others))
        self._met.append(Met(turn + 1, chosen, others, found and found[1]))

    def _decide(self, close: list[int]) -> None:
        """Exact prices of the projects that floats could not compare; buy the first, or close those out of reach."""
        prices: dict[int, tuple[Fraction, NDArray[np.int32], NDArray[np.int32]]] = {}
        waiting = close
        while waiting:
            for project in waiting:
                found = self._price(project)
                if found is None:
                    self.table.open[project] = 0
                else:
                    prices[project] = found
            if not prices:
                return
            least = min(price / self._worth(p) for p, (price, *_rows) in prices.items())
            waiting = [p for p in self.loop.contenders(-1, up(least)) if p not in prices]
        tied = [p for p, (price, *_rows) in prices.items() if price / self._worth(p) == least]
        chosen = self._first(tied) if len(tied) > 1 else tied[0]
        self._buy(chosen, *prices[chosen])

    def _worth(self, project: int) -> int:
        return int(self.table.worth[project])

    def _first(self, tied: list[int]) -> int:
        said = self.order.first(tied) is not None
        decisive = not said and (clash(tied, self.rivals) or not apart(self.table.votes.supporters, tied))
        chosen, by = self.order.choose(tied, decisive=decisive, bought=self._ledger.bought)
        others = tuple(p for p in sorted(tied) if p != chosen)
        self._met.append(Met(self.table.round + 1, chosen, others, by))
        return chosen

    def _buy(self, project: int, price: Fraction, poor: NDArray[np.int32], rich: NDArray[np.int32]) -> None:
        self._sign[poor], self._sign[rich] = 1, 2
        self.loop.buy(project, down(price), up(price), self._sign)
        self._sign[poor], self._sign[rich] = 0, 0
        self._ledger.note(project, price)

    def _price(self, project: int) -> tuple[Fraction, NDArray[np.int32], NDArray[np.int32]] | None:
        """(exact price, rows that pay all they have, rows that pay in full); None where it is out of reach."""
        table, ledger, now = self.table, self._ledger, self.table.round
        rows, weights = ledger.entries(project)
        living = table.spent[rows] == NEVER
        rows, weights = rows[living], weights[living]
        balance, error = table.balance[rows], table.error[rows]
        high = self.loop.high(project)
        poor = balance + error <= table.low[project] * weights * (1 - 2 * SLACK)
        while True:
            rich = ~poor & (balance - error > high * weights * (1 + 2 * SLACK))
            unsure = ~poor & ~rich
            left = Fraction(self.cost[project]) - ledger.held(rows[poor], now)
            pays = int((table.votes.counts[rows[rich]] * weights[rich]).sum())
            doubtful = rows[unsure]
            held = ledger.balances(doubtful, now) if len(doubtful) else []
            price = _solve(left, pays, held, weights[unsure].tolist(), table.votes.counts[doubtful].tolist())
            if price is None:
                return None
            if up(price) <= high:
                break
            high = up(price) * (1 + 1e-12)
        spent = np.array([b <= price * w for b, w in zip(held, weights[unsure].tolist(), strict=True)], dtype=bool)
        return price, np.concatenate((rows[poor], doubtful[spent])), np.concatenate((rows[rich], doubtful[~spent]))


def _solve(left: Fraction, pays: int, held: list[Fraction], weights: list[int], counts: list[int]) -> Fraction | None:
    """The least x with Σ count·min(balance, x·weight) + x·pays = left; None where all that is held is too little."""
    by_price: dict[Fraction, list[int]] = {}
    for balance, weight, count in zip(held, weights, counts, strict=True):
        entry = by_price.setdefault(balance / weight, [0])
        entry[0] += count * weight
    rates = sorted(by_price)
    pays += sum(by_price[rate][0] for rate in rates)
    for rate in rates:  # the poorest first: each pays all it has, or x is found
        if left <= rate * pays:
            return left / pays
        left -= rate * by_price[rate][0]
        pays -= by_price[rate][0]
    if pays:
        return left / pays
    return None if left > 0 else Fraction(rates[-1]) if rates else Fraction(0)


def clash(projects: Sequence[int], rivals: Mapping[int, Collection[int]]) -> bool:
    """Two of them exclude each other."""
    return any(q in rivals.get(p, ()) for p in projects for q in projects)


def apart(supporters: Callable[[int], NDArray[np.int32]], projects: Sequence[int]) -> bool:
    """No ballot supports two of them: buying one changes nothing for the others."""
    rows = np.concatenate([supporters(p) for p in projects])
    return len(np.unique(rows)) == len(rows)
