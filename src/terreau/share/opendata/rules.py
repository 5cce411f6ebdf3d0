"""What holds for imports whoever asks: the three-way rule, and what a line becomes."""

from collections.abc import Mapping
from typing import Any

Values = Mapping[str, Any]


def to_write(last: Values, now: Values, card: Values) -> tuple[dict[str, Any], list[str]]:
    """Which fields a source may write on a card that it knows, and those kept because someone changed them here.

    `last`: what the source said before; `now`: what it says; `card`: what the card holds. A field is written when the
    source changed it and the card still holds what the source had said (or nothing). A local edit always wins.
    """
    write, kept = {}, []
    for name, value in now.items():
        if value == card.get(name):
            continue
        before = last.get(name)
        untouched = card.get(name) == before or (before is None and card.get(name) in (None, "", [], "none"))
        if untouched:
            write[name] = value
        elif value != before:
            kept.append(name)
    return write, kept


def to_complete(now: Values, card: Values) -> dict[str, Any]:
    """Merging into a card of another source fills what is empty, and overwrites nothing."""
    filled = {name: value for name, value in now.items() if card.get(name) in (None, "", [], {})}
    for part in ("lon", "lat", "precision"):
        if card.get("lon") is not None:
            filled.pop(part, None)
    return filled


def is_safe(counts: Mapping[str, int], total: int) -> bool:
    """May a feed be applied without a person? Not with doubtful doubles or refusals, nor when a fifth disappears."""
    asks = counts.get("doubt", 0) or counts.get("refuse", 0)
    return not asks and counts.get("missing", 0) * 5 <= max(total, 1)
