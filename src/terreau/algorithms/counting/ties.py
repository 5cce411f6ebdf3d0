"""Who comes first among equals: the announced order, or nobody."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from terreau.algorithms.counting.choices import TieKey
from terreau.algorithms.counting.election import Election
from terreau.algorithms.counting.errors import RuleError
from terreau.algorithms.counting.rule import Rule

Lots = Sequence[Sequence[str]]


def as_lots(lots: Lots) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(lot) for lot in lots)


@dataclass(frozen=True, slots=True)
class Met:
    """A tie met in a round, by index; `by` told `chosen` from the others, None where any order gives the same.

    `decisive` says whether another order could win; None leaves it to be found out when the tie is told.
    """

    round: int
    chosen: int
    others: tuple[int, ...]
    by: TieKey | None
    decisive: bool | None = None


class Unsettled(Exception):
    """Exactly tied projects that the announced order does not tell apart, where the order changes the result."""

    def __init__(self, tied: Sequence[int], bought: Sequence[int]) -> None:
        super().__init__()
        self.tied, self.bought = tuple(tied), tuple(bought)


class TieOrder:
    """The announced order over the projects of an election: total where the rule says enough, else partial.

    `lots` are orders drawn after the vote, each for one tie that stopped a count: a tie that the announced order leaves
    open is decided by the first lot that names all who are still equal.
    """

    def __init__(self, election: Election, rule: Rule, votes: Sequence[int], lots: Lots = ()) -> None:
        unknown = [name for name in rule.lot if name not in election.index]
        if unknown:
            raise RuleError(
                "lot", f"{unknown[0]} is not a project of this election", f"{unknown[0]} n’est pas un projet de ce vote"
            )
        place = {name: at for at, name in enumerate(rule.lot)}
        projects = election.projects
        readings: dict[TieKey, Callable[[int], Any]] = {
            "lowest-cost": lambda p: projects[p].cost,
            "highest-cost": lambda p: -projects[p].cost,
            "most-votes": lambda p: -int(votes[p]),
            "fewest-votes": lambda p: int(votes[p]),
            "id": lambda p: natural(projects[p].id),
            "id-as-text": lambda p: projects[p].id,
            "listed": lambda p: p,
            "lot": lambda p: place.get(projects[p].id, len(place)),
        }
        self._count = len(projects)
        self._keys = [(key, readings[key]) for key in rule.ties]
        self._lots = [[election.index[name] for name in lot if name in election.index] for lot in lots]

    @cached_property
    def ranks(self) -> list[int]:
        """A number per project, equal where the order does not tell them apart."""
        keys = [tuple(read(p) for _key, read in self._keys) for p in range(self._count)]
        rank = {key: at for at, key in enumerate(sorted(set(keys)))}
        return [rank[key] for key in keys]

    def first(self, tied: Sequence[int]) -> tuple[int, TieKey] | None:
        """The first of equals and what told it from the others; None where nothing does."""
        left = list(tied)
        for key, read in self._keys:
            left = _least(left, read)
            if len(left) == 1:
                return left[0], key
        return None

    def equals(self, tied: Sequence[int]) -> list[int]:
        """Those that the announced order leaves equal in first place."""
        left = list(tied)
        for _key, read in self._keys:
            left = _least(left, read)
        return sorted(left)

    def choose(self, tied: Sequence[int], *, decisive: bool, bought: Sequence[int]) -> tuple[int, TieKey | None]:
        """The first of equals and what put it there: the announced order, a lot, or nothing where any order will do.

        Raises
        ------
        Unsettled : where it matters, and neither the announced order nor a lot says
        """
        found = self.first(tied)
        if found is not None:
            return found
        left = self.equals(tied)
        if not decisive:
            return left[0], None
        lot = next((lot for lot in self._lots if set(left) <= set(lot)), None)
        if lot is None:
            raise Unsettled(left, bought)
        return min(left, key=lot.index), "lot"


def _least(left: Sequence[int], read: Callable[[int], Any]) -> list[int]:
    best = min(read(p) for p in left)
    return [p for p in left if read(p) == best]


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Ids in the order that people expect: 9 before 10, A2 before A10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
