"""Pairs worth a look: records that share a block are compared, the others never are."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from terreau.algorithms.duplicates.names import tokens
from terreau.algorithms.duplicates.records import Pair, Record
from terreau.algorithms.duplicates.scoring import score

CELL = 0.0014  # degrees of latitude, about 155 m
CROWD = 60  # a block shared by more records says nothing
MANY = 400  # for cells of the grid, where a whole market may stand


def find_pairs(
    records: Iterable[Record],
    *,
    known_distinct: Collection[tuple[str, str]] = frozenset(),
    fresh: Collection[str] | None = None,
) -> list[Pair]:
    """Pairs of records that may be one thing, best first.

    Parameters
    ----------
    records : what is compared; ids are distinct.
    known_distinct : pairs (a < b) that someone told apart: never proposed again.
    fresh : when given, only pairs with at least one id in it.

    Complexity: O(n × b) for blocks of at most b records; 100,000 records take seconds.
    """
    held = list(records)
    new = None if fresh is None else frozenset(fresh)
    seen: set[tuple[int, int]] = set()
    found = []
    for i, j in _candidates(held):
        pair = (i, j) if i < j else (j, i)
        if i == j or pair in seen:
            continue
        seen.add(pair)
        first, second = sorted((held[i], held[j]), key=lambda record: record.id)
        if new is not None and first.id not in new and second.id not in new:
            continue
        if (first.id, second.id) in known_distinct:
            continue
        if result := score(first, second):
            found.append(result)
    return sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b))


def _candidates(records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[str, object], list[int]] = defaultdict(list)
    for index, record in enumerate(records):
        for key in _keys(record):
            blocks[key].append(index)
    for (kind, _value), members in blocks.items():
        if kind == "cell" or len(members) <= CROWD:
            yield from _within(members[:MANY])
    yield from _neighbours(blocks)


def _within(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    for rank, i in enumerate(members):
        for j in members[rank + 1 :]:
            yield i, j


def _keys(record: Record) -> Iterator[tuple[str, object]]:
    for value in record.identifiers:
        yield "identifier", value
    for value in (*record.phones, *record.emails):
        yield "contact", value
    if record.site:
        yield "site", record.site
    for name in (record.name, *record.other_names):
        words = tokens(name)
        yield "name", "".join(words)  # "Malaria spot" meets "MalariaSpot"
        place = record.postcode or record.city.lower()
        for word in words:
            if len(word) > 3:
                yield "word", (word, place)
                yield "rare", word
    if record.lon is not None and record.lat is not None:
        yield "cell", cell(record.lon, record.lat)


def cell(lon: float, lat: float) -> tuple[int, int]:
    width = CELL / max(math.cos(math.radians(lat)), 0.05)
    return math.floor(lon / width), math.floor(lat / CELL)


def _neighbours(blocks: dict[tuple[str, object], list[int]]) -> Iterator[tuple[int, int]]:
    """Records on either side of the edge of a cell."""
    for (kind, value), members in list(blocks.items()):
        if kind != "cell" or not isinstance(value, tuple):
            continue
        x, y = value
        for dx, dy in ((1, 0), (0, 1), (1, 1), (1, -1)):
            for j in blocks.get(("cell", (x + dx, y + dy)), ())[:MANY]:
                for i in members[:MANY]:
                    yield i, j
