"""What holds for a card whoever asks: which fields changed, what an undo may take back, how a path is made."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

Values = dict[str, Any]


def changes(current: Mapping[str, Any], wanted: Mapping[str, Any]) -> Values:
    """The fields of `wanted` that differ from `current`."""
    return {name: value for name, value in wanted.items() if value != current.get(name)}


def path_of(kind: int | None, themes: Iterable[int], parents: Mapping[int, int | None]) -> list[int]:
    """The card's categories and all their ancestors, sorted; unknown ids are left out."""
    path: set[int] = set()
    for category in (*themes, *((kind,) if kind is not None else ())):
        node: int | None = category
        while node is not None and node in parents and node not in path:
            path.add(node)
            node = parents[node]
    return sorted(path)


def overwritten(current: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Fields that no longer hold what a revision wrote: undoing it would lose a later change."""
    return [name for name, value in after.items() if current.get(name) != value]


def stamp(
    sources: Mapping[str, Any], names: Iterable[str], *, source: int, on: date, values: Mapping[str, Any]
) -> dict[str, Any]:
    """The source line of each named field, rewritten; an emptied field has no source left."""
    stamped = dict(sources)
    for name in names:
        if values.get(name) in (None, "", [], {}):
            stamped.pop(name, None)
        else:
            stamped[name] = {"source": source, "at": on.isoformat()}
    return stamped


def ordered(first: int, second: int) -> tuple[int, int]:
    return (first, second) if first < second else (second, first)


def is_stale(confirmed_at: date | None, *, at: date, days: int = 365) -> bool:
    """Nobody has confirmed the card for a year: ask."""
    return confirmed_at is None or (at - confirmed_at).days > days
