"""Every fault of a ballot file, each with its line: those that forbid a count, and those that deserve a look."""

from collections.abc import Iterator
from fractions import Fraction

from terreau.algorithms.counting.pabulib.ballots import KINDS, election_of, exact
from terreau.algorithms.counting.pabulib.document import Document, Table
from terreau.algorithms.counting.pabulib.faults import Fault, FileFault, fault
from terreau.algorithms.counting.pabulib.reading import parse

MOST = 1000  # faults said of one file


def check(data: bytes) -> list[Fault]:
    """All faults of a file in the order of its lines, at most a thousand; empty where it is clean.

    The checks are those of Pabulib's own checker (counts, lengths, sums, unknown and doubled choices, recounted votes),
    and those without which no count is exact.
    """
    try:
        document = parse(data)
    except FileFault as stop:
        return [stop.fault]
    found: list[Fault] = []
    for each in _all(document):
        found.append(each)
        if len(found) == MOST:
            break
    if not any(each.grave for each in found):
        try:
            election_of(document)
        except FileFault as stop:  # nothing passes here that a count would refuse
            found.append(stop.fault)
    return sorted(found, key=lambda each: each.line)


def _all(document: Document) -> Iterator[Fault]:
    yield from _meta(document)
    costs: dict[str, Fraction] = {}
    yield from _projects(document.projects, costs)
    yield from _votes(document, costs)
    yield from _recount(document, costs)


def _meta(document: Document) -> Iterator[Fault]:
    meta = document.meta
    for key in ("budget", "vote_type"):
        if not meta.get(key):
            yield fault(document.meta_line(key), "", "no-key", key=key)
    for key in ("num_projects", "num_votes", "rule", "country", "unit", "instance"):
        if not meta.get(key):
            yield fault(document.meta_line(key), "", "no-key", grave=False, key=key)
    if meta.get("vote_type") and meta["vote_type"] not in KINDS:
        yield fault(document.meta_line("vote_type"), "value", "vote-type", value=meta["vote_type"])
    if meta.get("budget"):
        yield from _numeric(meta["budget"], document.meta_line("budget"), "value")
    for key, table in (("num_projects", document.projects), ("num_votes", document.votes)):
        if meta.get(key) and meta[key] != str(len(table)):
            yield fault(
                document.meta_line(key), "value", "count", grave=False, key=key, said=meta[key], found=len(table)
            )


def _numeric(text: str, line: int, column: str) -> Iterator[Fault]:
    value = exact(text)
    if value is None:
        yield fault(line, column, "number", value=text)
    elif value < 0:
        yield fault(line, column, "negative", value=text)


def _projects(table: Table, costs: dict[str, Fraction]) -> Iterator[Fault]:
    """Faults of projects; fills in the cost of each known one."""
    first: dict[str, int] = {}
    selected = table.column("selected") or []
    for at, (name, cost) in enumerate(zip(table.column("project_id") or [], table.column("cost") or [], strict=True)):
        line, project = table.line(at), name.strip()
        if not project:
            yield fault(line, "project_id", "empty-id")
        elif "," in project:
            yield fault(line, "project_id", "comma-id", project=project)
        elif project in first:
            yield fault(line, "project_id", "twice-project", project=project, first=first[project])
        first.setdefault(project, line)
        yield from _numeric(cost, line, "cost")
        costs.setdefault(project, exact(cost) or Fraction(0))
        if selected and selected[at].strip() not in ("0", "1", "2", "3", ""):
            yield fault(line, "selected", "selected", grave=False, value=selected[at])


def _votes(document: Document, costs: dict[str, Fraction]) -> Iterator[Fault]:
    table, seen = document.votes, dict[str, int]()
    votes, points = table.column("vote") or [], table.column("points")
    kind = document.meta.get("vote_type", "")
    if KINDS.get(kind) == "points" and points is None:
        yield fault(0, "points", "no-points", kind=kind)
    for at, voter in enumerate(table.column("voter_id") or []):
        if voter in seen:
            yield fault(table.line(at), "voter_id", "twice-voter", grave=False, voter=voter, first=seen[voter])
        seen.setdefault(voter, table.line(at))
    limits = {key: exact(value) for key, value in document.meta.items() if key.startswith(("min_", "max_"))}
    known: dict[tuple[str, str], list[Fault]] = {}
    for at, vote in enumerate(votes):
        key = (vote, points[at] if points else "")
        if key not in known:
            known[key] = list(_ballot(*key, costs, limits, points is not None))
        for each in known[key]:
            yield Fault(table.line(at), each.column, each.code, each.said, each.grave)


def _ballot(
    vote: str, points: str, costs: dict[str, Fraction], limits: dict[str, Fraction | None], pointed: bool
) -> Iterator[Fault]:
    chosen = [name.strip() for name in vote.split(",")] if vote.strip() else []
    for name in dict.fromkeys(chosen):
        if name not in costs:
            yield fault(0, "vote", "unknown", project=name)
        elif chosen.count(name) > 1:
            yield fault(0, "vote", "twice-choice", grave=False, project=name)
    least, most = limits.get("min_length"), limits.get("max_length")
    if least is not None and len(chosen) < least:
        yield fault(0, "vote", "short", grave=False, found=len(chosen), least=least, key="min_length")
    if most is not None and len(chosen) > most:
        yield fault(0, "vote", "long", grave=False, found=len(chosen), most=most, key="max_length")
    cost, limit = sum((costs.get(name, Fraction(0)) for name in chosen), Fraction(0)), limits.get("max_sum_cost")
    if limit is not None and cost > limit:
        yield fault(0, "vote", "cost-over", grave=False, found=cost, most=limit)
    if pointed and (points or chosen):
        yield from _given(chosen, points.split(",") if points.strip() else [], limits)


def _given(chosen: list[str], given: list[str], limits: dict[str, Fraction | None]) -> Iterator[Fault]:
    if len(given) != len(chosen):
        yield fault(0, "points", "points", choices=len(chosen), points=len(given))
        return
    total = Fraction(0)
    for name, text in zip(chosen, given, strict=True):
        yield from _numeric(text, 0, "points")
        value, most = exact(text) or Fraction(0), limits.get("max_points")
        total += value
        if most is not None and value > most:
            yield fault(0, "points", "points-over", grave=False, found=value, project=name, most=most)
    least, most = limits.get("min_sum_points"), limits.get("max_sum_points")
    if least is not None and total < least:
        yield fault(0, "points", "points-sum", grave=False, found=total, which="min", limit=least, key="min_sum_points")
    if most is not None and total > most:
        yield fault(0, "points", "points-sum", grave=False, found=total, which="max", limit=most, key="max_sum_points")


def _recount(document: Document, costs: dict[str, Fraction]) -> Iterator[Fault]:
    """Column `votes` against the ballots; column `score` too, where ballots carry points."""
    votes = dict.fromkeys(costs, Fraction(0))
    scores = dict.fromkeys(costs, Fraction(0))
    points = document.votes.column("points")
    for at, vote in enumerate(document.votes.column("vote") or []):
        chosen = [name.strip() for name in vote.split(",") if name.strip()]
        for name in chosen:
            if name in votes:
                votes[name] += 1
        given = points[at].split(",") if points else []
        for name, text in zip(chosen, given, strict=False):
            if name in scores:
                scores[name] += exact(text) or 0
    for column, found in (("votes", votes), *((("score", scores),) if points else ())):
        for at, (name, said) in enumerate(
            zip(document.projects.column("project_id") or [], document.projects.column(column) or [], strict=False)
        ):
            if exact(said) != found[name.strip()]:
                yield fault(
                    document.projects.line(at), column, "recount", grave=False, said=said, found=found[name.strip()]
                )
