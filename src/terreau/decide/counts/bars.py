"""A project as a bar of money: what it costs, what its supporters paid or could still pay, after each purchase."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from terreau.algorithms.counting import Loser, Purchase
from terreau.algorithms.counting.sentences import Voice

WIDTH = 1000
NOTCHES = 60


@dataclass(frozen=True)
class Scale:
    """Money to the thousandth of the drawing's width; `coin` is the money of one notch, `ticks` stand below."""

    top: Fraction
    coin: Fraction
    ticks: tuple[Fraction, ...]

    @classmethod
    def up_to(cls, most: Fraction) -> "Scale":
        top = most * Fraction(21, 20) or Fraction(1)
        between = _round_down(top / 4)
        ticks = tuple(between * k for k in range(int(top / between) + 1))
        return cls(top, _round_up(top / NOTCHES), ticks)

    def part(self, money: Fraction) -> float:
        return float(money / self.top)

    def width(self, money: Fraction) -> int:
        return round(WIDTH * self.part(money))


def _round_down(value: Fraction) -> Fraction:
    """The nearest 1, 2 or 5 times a power of ten below."""
    power = Fraction(1)
    while power * 10 <= value:
        power *= 10
    while power > value:
        power /= 10
    return max(power * k for k in (1, 2, 5) if power * k <= value)


def _round_up(value: Fraction) -> Fraction:
    down = _round_down(value)
    return (
        down
        if down == value
        else next(n for n in (down * 2, down * Fraction(5, 2)) if _round_down(n) == n and n >= value)
    )


@dataclass(frozen=True)
class Part:
    """Money that went to another project."""

    name: str
    money: str
    width: int


@dataclass(frozen=True)
class Bar:
    """One project, drawn and told."""

    id: str
    name: str
    total: str
    cost: str
    reach: str
    missing: str
    percent: str
    why: str
    won: bool
    cost_width: int
    got_width: int
    notches: str
    taken: tuple[Part, ...]
    steps: tuple[int, ...]


def bar_of(each: Purchase | Loser, scale: Scale, voice: Voice, turns: Mapping[str, int]) -> Bar:
    if isinstance(each, Purchase):
        won, got, votes = True, each.cost, each.supporters
    else:
        won, got, votes = False, voice.cut(min(each.reach, each.cost)), each.votes
    return Bar(
        id=each.project,
        name=voice.names.get(each.project) or each.project,
        total=voice.total(each.total, votes),
        cost=voice.money(each.cost),
        reach=voice.money(got),
        missing=voice.money(each.cost - got),
        percent=voice.percent(got / each.cost if each.cost else Fraction(0)),
        why=voice.why(each.project),
        won=won,
        cost_width=scale.width(each.cost),
        got_width=scale.width(got),
        notches=_notches(scale, each.cost) if won else "",
        taken=tuple(Part(voice.names.get(w) or w, voice.money(voice.cut(m)), scale.width(m)) for w, m in each.taken_by),
        steps=tuple(scale.width(money) for money in _steps(each, turns)),
    )


def _steps(each: Purchase | Loser, turns: Mapping[str, int]) -> list[Fraction]:
    """The money its supporters hold before the first purchase and after each one, up to its own."""
    now = each.held if isinstance(each, Purchase) else each.reach
    if now is None or (isinstance(each, Loser) and each.reason != "out-of-reach"):
        return []
    paid = {turns[winner]: money for winner, money in each.taken_by if winner in turns}
    last = turns.get(each.project, len(turns))
    held = [now + sum(paid.values())]
    for turn in range(last):
        held.append(held[-1] - paid.get(turn, Fraction(0)))
    return held


def _notches(scale: Scale, cost: Fraction) -> str:
    """Strokes between the coins of a bar, as an SVG path of 24 units' height."""
    return "".join(f"M{scale.width(scale.coin * k)} 0v24" for k in range(1, int(cost / scale.coin) + 1))
