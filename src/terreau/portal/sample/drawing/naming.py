"""A name for each street, from those of its district, the longest street first."""

import json
from pathlib import Path

from terreau.portal.sample.drawing.curves import mix
from terreau.portal.sample.drawing.districts import NAMES, district_of
from terreau.portal.sample.drawing.streets import Street

LISTS = Path(__file__).with_name("names.json")
SHORTEST = 60.0


def give_names(streets: list[Street]) -> None:
    lists: dict[str, list[str]] = json.loads(LISTS.read_text(encoding="utf-8"))
    for slug in NAMES:
        own = [one for one in streets if not one.name and one.length > SHORTEST and _district(one) == slug]
        own.sort(key=lambda one: -one.length)
        for street, name in zip(own, lists[slug], strict=False):
            street.name = name


def _district(street: Street) -> str:
    half = len(street.line) // 2
    return district_of(mix(street.line[half - 1], street.line[half], 0.5))
