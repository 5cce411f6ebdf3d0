"""Once the town is drawn again, each card goes back to its address."""

import json
from pathlib import Path
from typing import Any

Doors = dict[str, dict[str, tuple[float, float]]]


def place_again(file: Path, doors: Doors) -> None:
    """Rewrite the positions in a file of cards; one without a number stands in the middle of its street."""
    cards: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    for card in cards:
        address = card["address"]
        if address and address["street"]:
            address["lon"], address["lat"] = point_of(doors[address["street"]], address["number"])
    file.write_text(
        "[\n" + ",\n".join(json.dumps(card, ensure_ascii=False) for card in cards) + "\n]\n", encoding="utf-8"
    )


def point_of(numbers: dict[str, tuple[float, float]], number: str) -> tuple[float, float]:
    """The door of that number; a KeyError tells that the street is now too short for it."""
    if number:
        return numbers[number]
    points = sorted(numbers.values())
    return points[len(points) // 2]
