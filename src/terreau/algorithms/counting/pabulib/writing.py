"""From a document, or an election, to the bytes of a `.pb` file."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from terreau.algorithms.counting.election import Election
from terreau.algorithms.counting.pabulib.document import SECTIONS, Document, Section, Table


def dump(document: Document) -> bytes:
    """The file again: every section, column and row in its order, line ends and byte order mark as they were."""
    tables = {"META": document.meta_table, "PROJECTS": document.projects, "VOTES": document.votes}
    lines: list[str] = []
    for section in SECTIONS:
        table = tables[section]
        lines += [document.heads.get(section, section), _line(table.header)]
        lines += table.texts or table.written or [_line(row) for row in table.rows()]
    text = document.newline.join(lines) + (document.newline if document.final_newline else "")
    if document.other_ends:
        text = _mixed(text, document.other_ends, "" if document.newline == "\r\n" else "\r")
    return (b"\xef\xbb\xbf" if document.mark else b"") + text.encode()


def _mixed(text: str, others: Iterable[int], end: str) -> str:
    lines = text.split("\n")
    for at in others:
        if at < len(lines) - 1:
            lines[at] = lines[at].removesuffix("\r") + end
    return "\n".join(lines)


def document_of(election: Election, meta: Mapping[str, str], *, selected: Iterable[str] = ()) -> Document:
    """A ballot file of an election: one line per voter, ballots numbered from 1 in the order of their groups.

    Parameters
    ----------
    meta : keys of META that the election does not know (country, unit, dates…); counts, budget and type are added
    selected : ids of the winners
    """
    ballots, kind = election.ballots, election.ballots.kind
    types = {"approval": "approval", "points": "cumulative", "grades": "cumulative", "ranking": "ordinal"}
    counted = {
        **meta,
        "num_projects": str(len(election.projects)),
        "num_votes": str(ballots.voters),
        "budget": decimal(election.budget),
        "vote_type": types[kind],
    }
    chosen = ballots.values > 0
    votes = [0] * len(election.projects)
    for project, row in zip(ballots.projects[chosen].tolist(), ballots.rows[chosen].tolist(), strict=True):
        votes[project] += int(ballots.counts[row])
    won = set(selected)
    projects = [
        [p.id, decimal(p.cost), str(votes[at]), p.name, "1" if p.id in won else "0"]
        for at, p in enumerate(election.projects)
    ]
    header = ("project_id", "cost", "votes", "name", "selected")
    with_points = kind in ("points", "grades")
    return Document(
        counted,
        _table("PROJECTS", header, projects),
        _table(
            "VOTES",
            ("voter_id", "vote", "points") if with_points else ("voter_id", "vote"),
            _votes(election, with_points),
        ),
        _table("META", ("key", "value"), [[key, value] for key, value in counted.items()]),
    )


def decimal(value: Fraction) -> str:
    """A number as a `.pb` file writes it: exact decimals, or a refusal."""
    text = f"{value.numerator}" if value.denominator == 1 else _decimals(value)
    if Fraction(text) != value:
        raise ValueError(f"{value} has no exact decimal form.")
    return text


def _decimals(value: Fraction) -> str:
    places = next((k for k in range(1, 40) if (value * 10**k).denominator == 1), 0)
    whole, rest = divmod(int(value * 10**places), 10**places)
    return f"{whole}.{rest:0{places}d}"


def _votes(election: Election, with_points: bool) -> list[list[str]]:
    ballots, rows = election.ballots, []
    names = [project.id for project in election.projects]
    for row, count in enumerate(ballots.counts.tolist()):
        here = slice(ballots.starts[row], ballots.starts[row + 1])
        entries = list(zip(ballots.projects[here].tolist(), ballots.values[here].tolist(), strict=True))
        if ballots.kind == "ranking":
            entries.sort(key=lambda each: each[1])
        fields = [",".join(names[p] for p, _value in entries)]
        if with_points:
            fields.append(",".join(decimal(Fraction(value, ballots.scale)) for _p, value in entries))
        rows += [fields] * count
    return [[str(at), *fields] for at, fields in enumerate(rows, 1)]


def _table(section: Section, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(section, tuple(header), split=rows, lines=range(1, len(rows) + 1))


def _line(row: Sequence[str]) -> str:
    return ";".join(_field(each) for each in row)


def _field(value: str) -> str:
    if not any(mark in value for mark in ';"\r\n'):
        return value
    return '"' + value.replace('"', '""') + '"'
