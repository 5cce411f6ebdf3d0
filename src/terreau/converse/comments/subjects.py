"""What may be commented: rooms above register it here, since imports go down and comments know none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from terreau.lib.numbers import whole


@dataclass(frozen=True)
class Subject:
    """One thing that people speak of. `why_not` says why this person may not write now, or nothing."""

    title: str
    url: str
    visible: bool
    why_not: str = ""
    speakers: frozenset[int] = frozenset()  # persons whose comments wear the mark of its authors
    officials: frozenset[int] = frozenset()  # those who answer for the town


Finder = Callable[[str, Any], Subject | None]
_finders: dict[str, Finder] = {}


def register(kind: str, finder: Finder) -> None:
    """`finder(key, person)` gives the subject as this person may see it, or None where there is none."""
    _finders[kind] = finder


def subject(kind: str, key: str, person: Any) -> Subject | None:
    finder = _finders.get(kind)
    return finder(key, person) if finder else None


def number(key: str) -> int:
    """The number that a key writes in one way only, so that one thing has one thread; zero for any other key."""
    return 0 if key.startswith("0") else whole(key)
