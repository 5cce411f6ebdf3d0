"""What every reader gives: rows of named values, where each comes from, and what was understood of the file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from terreau.lib.errors import Refused

Values = dict[str, Any]  # a text, a number, or a list of texts per column
Position = tuple[float, float]  # longitude, latitude


class Unreadable(Refused):
    """The file cannot be read; the sentence says what, where and what to do. Nothing was kept."""

    status = 422


@dataclass(frozen=True)
class Hints:
    """What a person corrected of what was understood; empty means: guess."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    swapped: bool | None = None  # latitude and longitude exchanged
    epsg: int | None = None


@dataclass(frozen=True)
class Row:
    """One thing of the file: `number` is its line or rank as a person counts (from 1)."""

    number: int
    values: Values
    position: Position | None = None
    key: str = ""


@dataclass
class Column:
    """A column and what it holds."""

    name: str
    filled: int = 0
    samples: list[str] = field(default_factory=list)
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Reading:
    """A file understood: `rows()` reads it again from the start each time, with bounded memory."""

    format: str
    notes: list[str]
    columns: list[Column]
    count: int
    rows: Callable[[], Iterator[Row]]
    located: int = 0
