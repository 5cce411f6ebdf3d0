"""Where the lines of an import are, and the two cards of a pair: in the compact form that the map island reads."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from terreau.know.cards.models import Card
from terreau.lib.geo import metres
from terreau.share.opendata.enums import Verdict
from terreau.share.opendata.models import Line

GRAIN = 1e5  # about a metre
SHAPES = {"actor": 0, "place": 1}
SIGNS = {
    Verdict.CREATE: "plus", Verdict.UPDATE: "pencil", Verdict.MERGE: "git-merge", Verdict.DOUBT: "circle-help",
    Verdict.SAME: "check", Verdict.SKIP: "minus", Verdict.REFUSE: "x",
}  # fmt: skip
PAIR = ("check", "copy")  # the card that stays, the one that may go
MOST = 100_000
Dot = tuple[int, float, float, int, str]  # number, longitude, latitude, shape, sign


def located(lines: QuerySet[Line]) -> QuerySet[Line]:
    return lines.filter(values__lon__isnull=False, values__lat__isnull=False)


def line_dots(lines: QuerySet[Line], species: str) -> dict[str, Any]:
    """One dot per line that has a position, its sign saying what it becomes."""
    rows = located(lines).order_by("number").annotate(lon=KT("values__lon"), lat=KT("values__lat"))
    found = rows.values_list("number", "lon", "lat", "verdict")[:MOST]
    shape = SHAPES[species]
    return packed((n, float(lon), float(lat), shape, SIGNS[Verdict(verdict)]) for n, lon, lat, verdict in found)


def pair_dots(cards: Iterable[Card]) -> dict[str, Any]:
    signed = zip((1, 2), cards, PAIR, strict=True)
    return packed(
        (rank, card.lon, card.lat, SHAPES[card.species], sign)
        for rank, card, sign in signed
        if card.lon is not None and card.lat is not None
    )


def apart(first: Card, second: Card) -> int | None:
    """Metres between two cards, None when one is not placed."""
    if first.lon is None or first.lat is None or second.lon is None or second.lat is None:
        return None
    return round(metres((first.lon, first.lat), (second.lon, second.lat)))


def packed(dots: Iterable[Dot]) -> dict[str, Any]:
    """Parallel arrays; each position is the difference from the one before it, in whole 1e-5 degrees."""
    answer: dict[str, Any] = {"ids": [], "lon": [], "lat": [], "shape": [], "icon": [], "icons": []}
    before = (0, 0)
    for number, lon, lat, shape, sign in dots:
        here = (round(lon * GRAIN), round(lat * GRAIN))
        if sign not in answer["icons"]:
            answer["icons"].append(sign)
        said = (number, here[0] - before[0], here[1] - before[1], shape, answer["icons"].index(sign))
        for name, value in zip(("ids", "lon", "lat", "shape", "icon"), said, strict=True):
            answer[name].append(value)
        before = here
    return answer
