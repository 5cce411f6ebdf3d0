"""What was ticked, pointed or ranked, read from a form that works without script."""

from collections.abc import Mapping
from typing import Any

from terreau.decide.budgeting.enums import BallotKind
from terreau.decide.budgeting.models import Edition

BY_TICK = frozenset({BallotKind.APPROVAL, BallotKind.BASKET})
LARGEST = 2_000  # fields of a ballot that are read; Django refuses more of them anyway


def choices_from(data: Mapping[str, Any], edition: Edition) -> dict[int, int]:
    """{number of the project: 1, points, or place}; what is no number is left out, and an empty field is no choice."""
    if edition.ballot_kind in BY_TICK:
        ticked = data.getlist("p") if hasattr(data, "getlist") else data.get("p", [])
        return {int(text): 1 for text in ticked[:LARGEST] if _is_number(text)}
    given = {}
    for name, text in list(data.items())[:LARGEST]:
        if name.startswith("p") and _is_number(name[1:]) and _is_number(text) and int(text):
            given[int(name[1:])] = int(text)
    return given


def _is_number(text: Any) -> bool:
    return isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 8
