"""What is counted: projects with exact costs, a budget, and ballots grouped when they are identical."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["approval", "points", "ranking", "grades"]
Money = int | str | Fraction
Cast = Collection[str] | Mapping[str, Money]


@dataclass(frozen=True, slots=True)
class Project:
    """Something to fund: `cost` in currency units, exact; `tags` such as a district or a category."""

    id: str
    cost: Fraction
    name: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ballots:
    """Distinct ballots in compressed rows: row r holds entries `starts[r]:starts[r + 1]`, cast by `counts[r]` people.

    An entry is a project's index and a value: 1 (approval), points, a position from 1 (ranking) or a grade (the higher
    the better). Values are integers, `scale` to a unit, so that 1.5 points are 15 with scale 10. Rows stand in the order
    of their first appearance; an empty row is somebody who chose nothing.
    """

    kind: Kind
    starts: NDArray[np.int64]
    projects: NDArray[np.int32]
    values: NDArray[np.int64]
    counts: NDArray[np.int64]
    scale: int = 1

    @cached_property
    def voters(self) -> int:
        return int(self.counts.sum())

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.counts)), np.diff(self.starts))


@dataclass(frozen=True)
class Election:
    """Projects in the order of their file, money to spend, and who chose what."""

    projects: tuple[Project, ...]
    budget: Fraction
    ballots: Ballots
    about: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def index(self) -> dict[str, int]:
        return {project.id: at for at, project in enumerate(self.projects)}

    @classmethod
    def of(
        cls, costs: Mapping[str, Money], budget: Money, cast: Iterable[Cast], *, kind: Kind | None = None
    ) -> "Election":
        """An election from plain Python: sets of ids (approval), lists of ids (ranking) or {id: points}.

        Examples
        --------
        >>> Election.of({"park": 60, "lamps": "39.90"}, 100, [{"park"}, {"park", "lamps"}, {"lamps"}]).ballots.voters
        3
        """
        projects = tuple(Project(name, Fraction(cost)) for name, cost in costs.items())
        rows = [_row(ballot) for ballot in cast]
        kinds = {kind for kind, _row in rows} or {"approval"}
        if kind is None and len(kinds) > 1:
            raise ValueError(f"One election, one kind of ballot: these are {', '.join(sorted(kinds))}.")
        index = {project.id: at for at, project in enumerate(projects)}
        grouped = group([[(index[name], value) for name, value in row] for _kind, row in rows], kind or kinds.pop())
        return cls(projects, Fraction(budget), grouped)


def _row(ballot: Cast) -> tuple[Kind, list[tuple[str, Fraction]]]:
    if isinstance(ballot, Mapping):
        return "points", [(name, Fraction(points)) for name, points in ballot.items()]
    if isinstance(ballot, Sequence):
        return "ranking", [(name, Fraction(at)) for at, name in enumerate(ballot, 1)]
    return "approval", [(name, Fraction(1)) for name in sorted(ballot)]


def group(rows: Iterable[Sequence[tuple[int, Fraction]]], kind: Kind) -> Ballots:
    """Merge identical ballots, whatever the order in which each was written; O(entries)."""
    seen: dict[tuple[tuple[int, Fraction], ...], int] = {}
    for row in rows:
        key = tuple(sorted(row))
        seen[key] = seen.get(key, 0) + 1
    scale = int(np.lcm.reduce([value.denominator for row in seen for _at, value in row] or [1], dtype=object))
    flat = [entry for row in seen for entry in row]
    return Ballots(
        kind,
        np.cumsum([0, *map(len, seen)], dtype=np.int64),
        np.array([at for at, _value in flat], dtype=np.int32),
        np.array([int(value * scale) for _at, value in flat], dtype=np.int64),
        np.array(list(seen.values()), dtype=np.int64),
        scale,
    )
