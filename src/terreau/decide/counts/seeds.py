"""People as seeds, four abreast: how many winning projects each of them chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from terreau.algorithms.counting.sentences import Voice

ABREAST, TALLEST = 4, 18  # seeds in a row, rows in the tallest column
STEP, COLUMN, HEAD = 13, 66, 30  # units: from seed to seed, from column to column, room above for a figure


@dataclass(frozen=True)
class Column:
    """Those with so many winning projects; `places` are where their seeds stand."""

    winners: str
    shown: str
    percent: str
    x: int
    top: int
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Seeds:
    """The drawing: one seed for `each` people, columns standing on the line at `floor`."""

    each: int
    floor: int
    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        return COLUMN * len(self.columns)

    @property
    def height(self) -> int:
        return self.floor + 34

    @property
    def below(self) -> int:
        return self.floor + 24


def seeds(by_winners: Sequence[int], most: int, voice: Voice) -> Seeds:
    """A column for 0, 1, 2… winning projects; those with `most` or more stand together."""
    people = list(by_winners[:most])
    labels = [voice.number(k) for k in range(len(people))]
    if sum(by_winners[most:]):
        people.append(sum(by_winners[most:]))
        labels.append(f"{most}+")
    each = _round_number(max(people, default=0) / (ABREAST * TALLEST))
    floor = HEAD + ceil(ceil(max(people, default=0) / each) / ABREAST) * STEP
    count = sum(people) or 1
    drawn = (
        Column(
            label,
            voice.number(who),
            voice.percent(Fraction(who, count)),
            at * COLUMN + COLUMN // 2,
            floor - ceil(ceil(who / each) / ABREAST) * STEP - 8,
            tuple(_place(at, k, floor) for k in range(ceil(who / each))),
        )
        for at, (label, who) in enumerate(zip(labels, people, strict=True))
    )
    return Seeds(each, floor, tuple(drawn))


def _place(column: int, seed: int, floor: int) -> tuple[int, int]:
    left = column * COLUMN + (COLUMN - ABREAST * STEP) // 2
    return left + seed % ABREAST * STEP, floor - (seed // ABREAST + 1) * STEP


def _round_number(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20… that is enough."""
    power = 1
    while True:
        for k in (1, 2, 5):
            if k * power >= least:
                return k * power
        power *= 10
