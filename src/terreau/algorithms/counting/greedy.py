"""The most chosen first, as long as the money lasts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from terreau.algorithms.counting.choices import TieKey
from terreau.algorithms.counting.ties import Met, TieOrder


@dataclass(frozen=True, slots=True)
class Taken:
    """Projects bought in order, what was left when each loser's turn came, the ties met."""

    winners: tuple[int, ...]
    left: dict[int, Fraction]
    ties: tuple[Met, ...]
    stopped_at: int | None = None


def take(
    keys: Sequence[tuple[int, Fraction]], cost: Sequence[Fraction], money: Fraction, order: TieOrder,
    *, stop: bool = False, partly: bool = False, rivals: dict[int, set[int]] | None = None,
) -> Taken:  # fmt: skip
    """Go through projects by descending key; take each that fits, or stop at the first that does not.

    Parameters
    ----------
    keys : (project, key) of those that take part
    partly : where it stops, the project gets what is left

    Raises
    ------
    Unsettled : where equal keys change the result and the order is silent
    """
    winners: list[int] = []
    left: dict[int, Fraction] = {}
    ties = []
    out: set[int] = set()
    for _key, equals in groupby(sorted(keys, key=lambda each: -each[1]), key=lambda each: each[1]):
        waiting = sorted(p for p, _same in equals)
        while waiting:
            waiting = [p for p in waiting if p not in out]
            decisive = _decisive(waiting, cost, money, stop=stop, partly=partly, rivals=rivals or {})
            chosen, by = _first(waiting, order, decisive, winners)
            if chosen is None:
                break
            if len(waiting) > 1 and decisive:
                ties.append(Met(len(winners) + 1, chosen, tuple(p for p in waiting if p != chosen), by))
            waiting.remove(chosen)
            if cost[chosen] <= money:
                money -= cost[chosen]
                winners.append(chosen)
                out |= (rivals or {}).get(chosen, set())
            else:
                left[chosen] = money
                if stop:
                    return Taken(tuple(winners), left, tuple(ties), chosen)
    return Taken(tuple(winners), left, tuple(ties))


def _first(waiting: list[int], order: TieOrder, decisive: bool, winners: list[int]) -> tuple[int | None, TieKey | None]:
    if len(waiting) < 2:
        return (waiting[0] if waiting else None), None
    return order.choose(waiting, decisive=decisive, bought=winners)


def _decisive(
    tied: Collection[int],
    cost: Sequence[Fraction],
    money: Fraction,
    *,
    stop: bool,
    partly: bool,
    rivals: dict[int, set[int]],
) -> bool:
    """Would another order of these equals buy something else? Not where all fit together, or none fits."""
    if len(tied) < 2:
        return False
    if any(rivals.get(p, set()) & set(tied) for p in tied):
        return True
    fitting = [p for p in tied if cost[p] <= money]
    if not fitting:
        return partly and money > 0  # the first of them gets what is left
    if stop and len(fitting) < len(tied):
        return True
    return sum(cost[p] for p in fitting) > money
