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
    """The announced order over the projects of an election: total where the rule says enough, else partial."""

    def __init__(self, election: Election, rule: Rule, votes: Sequence[int]) -> None:
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
            best = min(read(p) for p in left)
            left = [p for p in left if read(p) == best]
            if len(left) == 1:
                return left[0], key
        return None


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Ids in the order that people expect: 9 before 10, A2 before A10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
