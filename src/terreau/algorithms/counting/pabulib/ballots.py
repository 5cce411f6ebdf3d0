"""From a ballot file to an election: each different ballot is read once, however many people cast it."""

from collections import Counter
from fractions import Fraction
from itertools import chain
from math import lcm

import numpy as np

from terreau.algorithms.counting.election import Ballots, Election, Kind, Project
from terreau.algorithms.counting.pabulib.document import Document
from terreau.algorithms.counting.pabulib.faults import FileFault, fault

KINDS: dict[str, Kind] = {
    "approval": "approval",
    "choose-1": "approval",
    "cumulative": "points",
    "scoring": "points",
    "ordinal": "ranking",
}
TAGS = ("district", "neighborhood", "subunit", "category")


def election_of(document: Document) -> Election:
    """The election that a ballot file describes.

    A project chosen twice on a ballot counts once; its points are added up, as cities publish them. Ballots of type
    ordinal that carry points are read by their points.

    Raises
    ------
    FileFault : where the file cannot be counted
    """
    kind = kind_of(document)
    projects = _projects(document)
    index = {project.id: at for at, project in enumerate(projects)}
    votes, points = document.votes.column("vote") or [], document.votes.column("points")
    if kind != "points":
        ballots = _choices(document, Counter(votes), index, kind)
    elif points is None:
        raise FileFault(fault(0, "points", "no-points", kind=document.meta["vote_type"]))
    else:
        ballots = _points(document, Counter(zip(votes, points, strict=True)), index)
    return Election(projects, number(document, "budget"), ballots, document.meta)


def kind_of(document: Document) -> Kind:
    said = document.meta.get("vote_type")
    if said is None:
        raise FileFault(fault(0, "", "no-key", key="vote_type"))
    if said not in KINDS:
        raise FileFault(fault(document.meta_line("vote_type"), "value", "vote-type", value=said))
    if said == "ordinal" and any(document.votes.column("points") or ()):
        return "points"
    return KINDS[said]


def number(document: Document, key: str) -> Fraction:
    """A number of META."""
    if key not in document.meta:
        raise FileFault(fault(0, "", "no-key", key=key))
    return _number(document.meta[key], document.meta_line(key), "value")


def _number(text: str, line: int, column: str) -> Fraction:
    value = exact(text)
    if value is None:
        raise FileFault(fault(line, column, "number", value=text))
    if value < 0:
        raise FileFault(fault(line, column, "negative", value=text))
    return value


def exact(text: str) -> Fraction | None:
    """A decimal number with a point or a comma; None where it is none."""
    plain = text.strip().replace(",", ".")
    digits = plain.lstrip("+-").replace(".", "", 1)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 40:
        return None
    return Fraction(plain)


def _projects(document: Document) -> tuple[Project, ...]:
    table, first = document.projects, dict[str, int]()
    ids, costs = table.column("project_id") or [], table.column("cost") or []
    names = table.column("name") or [""] * len(ids)
    tags = [column for column in (table.column(name) for name in TAGS) if column is not None]
    found = []
    for at, (name, cost) in enumerate(zip(ids, costs, strict=True)):
        line, name = table.line(at), name.strip()
        if not name:
            raise FileFault(fault(line, "project_id", "empty-id"))
        if "," in name:
            raise FileFault(fault(line, "project_id", "comma-id", project=name))
        if name in first:
            raise FileFault(fault(line, "project_id", "twice-project", project=name, first=first[name]))
        first[name] = line
        tagged = tuple(dict.fromkeys(column[at].strip() for column in tags if column[at].strip()))
        found.append(Project(name, _number(cost, line, "cost"), names[at].strip(), tagged))
    return tuple(found)


def _choices(document: Document, grouped: "Counter[str]", index: dict[str, int], kind: Kind) -> Ballots:
    """Approval or ranking: ballots that differ only in the order of their approvals are merged again."""
    merged: dict[tuple[int, ...], int] = {}
    for raw, count in grouped.items():
        try:
            row = [index[name] for name in raw.split(",")] if raw else []
        except KeyError:
            row = _spaced(document, raw, index)
        key = tuple(dict.fromkeys(row)) if kind == "ranking" else tuple(sorted(set(row)))
        merged[key] = merged.get(key, 0) + count
    sizes = np.fromiter(map(len, merged), dtype=np.int64, count=len(merged))
    starts = np.concatenate(([0], np.cumsum(sizes)))
    projects = np.fromiter(chain.from_iterable(merged), dtype=np.int32, count=int(starts[-1]))
    places = np.arange(len(projects)) - np.repeat(starts[:-1], sizes) + 1
    values = places if kind == "ranking" else np.ones(len(projects), dtype=np.int64)
    counts = np.fromiter(merged.values(), dtype=np.int64, count=len(merged))
    return Ballots(kind, starts, projects, values, counts)


def _points(document: Document, grouped: "Counter[tuple[str, str]]", index: dict[str, int]) -> Ballots:
    merged: dict[tuple[tuple[int, Fraction], ...], int] = {}
    known: dict[str, Fraction] = {}
    for (raw, points), count in grouped.items():
        row: dict[int, Fraction] = {}
        chosen, given = _spaced(document, raw, index, points), points.split(",") if points.strip() else []
        if len(chosen) != len(given):
            raise FileFault(
                fault(_line(document, raw, points), "points", "points", choices=len(chosen), points=len(given))
            )
        for at, text in zip(chosen, given, strict=True):
            if text not in known:
                known[text] = _number(
                    text,
                    _line(document, raw, points) if exact(text) is None or text.strip()[:1] == "-" else 0,
                    "points",
                )
            row[at] = row.get(at, Fraction(0)) + known[text]
        key = tuple(sorted(row.items()))
        merged[key] = merged.get(key, 0) + count
    scale = lcm(*(value.denominator for value in known.values()))
    starts = np.cumsum([0, *map(len, merged)], dtype=np.int64)
    flat = [entry for row in merged for entry in row]
    return Ballots(
        "points", starts,
        np.array([at for at, _value in flat], dtype=np.int32),
        np.array([int(value * scale) for _at, value in flat], dtype=np.int64),
        np.array(list(merged.values()), dtype=np.int64), scale,
    )  # fmt: skip


def _spaced(document: Document, raw: str, index: dict[str, int], points: str | None = None) -> list[int]:
    """Choices with spaces around them; a name that is no project is a fault."""
    found = []
    for name in raw.split(",") if raw.strip() else []:
        at = index.get(name.strip())
        if at is None:
            raise FileFault(fault(_line(document, raw, points), "vote", "unknown", project=name.strip()))
        found.append(at)
    return found


def _line(document: Document, raw: str, points: str | None = None) -> int:
    """The first line with this ballot."""
    votes = document.votes.column("vote") or []
    given = document.votes.column("points") if points is not None else None
    at = next(at for at, vote in enumerate(votes) if vote == raw and (given is None or given[at] == points))
    return document.votes.line(at)
