"""Pairs worth a comparison: records that share a telling value, or stand side by side with names a little alike."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from rapidfuzz import fuzz, process

from terreau.algorithms.duplicates.profiles import Habits, Profile, contacts

CELL = 0.0014  # degrees of latitude, about 155 m
CROWD = 60  # a value shared by more records says nothing
MANY = 2_000  # names looked at around one cell: thousands placed at the middle of their town must not stall
NEARLY = 50  # percent of letters that neighbours share at least, to be compared in full
Ranks = tuple[int, int]
Cell = tuple[int, int]


def candidates(profiles: Sequence[Profile], common: Habits, fresh: Sequence[bool]) -> Iterator[Ranks]:
    """Ranks (i < j) of pairs with at least one fresh member, each pair once."""
    seen: set[int] = set()
    for one, other in chain(_by_value(profiles, common, fresh), _by_place(profiles, fresh)):
        i, j = (one, other) if one < other else (other, one)
        code = i * len(profiles) + j
        if i != j and code not in seen:
            seen.add(code)
            yield i, j


def _by_value(profiles: Sequence[Profile], common: Habits, fresh: Sequence[bool]) -> Iterator[Ranks]:
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for rank, one in enumerate(profiles):
        for key in set(_keys(one, common)):
            blocks[key].append(rank)
    for members in blocks.values():
        if 1 < len(members) <= CROWD:
            for place, i in enumerate(members):
                yield from ((i, j) for j in members[place + 1 :] if fresh[i] or fresh[j])


def _keys(one: Profile, common: Habits) -> Iterator[tuple[str, str]]:
    """What is held by one record only is no key; a word held by a crowd is one inside a town."""
    yield from (("identifier", value) for value in one.record.identifiers)
    yield from (("contact", value) for value in contacts(one.record) if common.contacts[value] > 1)
    place = one.record.postcode or one.record.city.lower()
    for name in one.local:
        yield "name", name.text.replace(" ", "")  # "Malaria spot" meets "MalariaSpot"
        if name.initials:
            yield "name", name.initials
        for word in name.ordered:
            if len(word) > 3 and 1 < common.words[word] <= CROWD:
                yield "word", word
            elif len(word) > 3 and place and common.words[word] > CROWD:
                yield word, place


def cell(lon: float, lat: float) -> Cell:
    row = math.floor(lat / CELL)
    return math.floor(lon / _width(row)), row


def _width(row: int) -> float:
    """Degrees of longitude of a cell, one for a whole row so that its cells stand side by side."""
    return CELL / max(math.cos(math.radians(row * CELL)), 0.05)


def _by_place(profiles: Sequence[Profile], fresh: Sequence[bool]) -> Iterator[Ranks]:
    grid: dict[Cell, list[tuple[int, str]]] = defaultdict(list)
    for rank, one in enumerate(profiles):
        if one.record.lon is not None and one.record.lat is not None:
            grid[cell(one.record.lon, one.record.lat)] += [(rank, name.sorted) for name in one.local if name.sorted]
    for at, members in grid.items():
        beside = [entry for near in _onward(at) for entry in grid.get(near, ())]
        yield from _alike([*members, *beside][:MANY], members[:MANY], fresh)


def _onward(at: Cell) -> Iterator[Cell]:
    """The neighbours that come after a cell: each edge is looked across once.

    Cells of the next row are a little narrower or wider, so they stand askew: those within a cell's width to both sides.
    """
    x, row = at
    width, above = _width(row), _width(row + 1)
    yield x + 1, row
    for askew in range(math.floor((x - 1) * width / above), math.floor((x + 2) * width / above) + 1):
        yield askew, row + 1


def _alike(around: list[tuple[int, str]], members: list[tuple[int, str]], fresh: Sequence[bool]) -> Iterator[Ranks]:
    if len(around) < 2:
        return
    new = [entry for entry in around if fresh[entry[0]]]
    for rank, text in members:
        others = around if fresh[rank] else new
        names = [other for _rank, other in others]
        for _name, _ratio, place in process.extract(text, names, scorer=fuzz.ratio, score_cutoff=NEARLY, limit=None):
            yield rank, others[place][0]
