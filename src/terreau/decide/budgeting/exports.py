"""An edition as a file of the Pabulib format: the bytes that are counted, published and counted again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from terreau.algorithms.counting import parse_rule
from terreau.algorithms.counting.pabulib import Document, Table, dump, name_of
from terreau.algorithms.counting.pabulib.document import Section
from terreau.decide.budgeting.enums import BallotKind, PhaseKind
from terreau.decide.budgeting.models import Ballot, Edition, Project, Replacement
from terreau.decide.budgeting.rules import phase_of
from terreau.decide.budgeting.small_groups import are_few
from terreau.decide.budgeting.tracking import SHOWN
from terreau.know.territory import queries as territory

TYPES = {
    BallotKind.APPROVAL: "approval",
    BallotKind.BASKET: "approval",
    BallotKind.POINTS: "cumulative",
    BallotKind.RANKING: "ordinal",
}
Row = Sequence[str]


def ballot_file(edition: Edition) -> bytes:
    """Every ballot that counts, in the order of their random identifiers; an imported edition as it came."""
    projects = list(edition.projects.all())
    return dump(_imported(edition, projects) if edition.source else _own(edition, projects))


def counted_ballots(edition: Edition) -> Iterable[Ballot]:
    """Those that no later ballot of the same code took the place of."""
    replaced = Replacement.objects.filter(edition=edition).values("tracking")
    found = Ballot.objects.filter(edition=edition)
    if edition.source:
        return found.order_by("extra__line")
    return found.exclude(tracking__in=replaced).order_by("id")


def _own(edition: Edition, projects: Sequence[Project]) -> Document:
    ballots = list(counted_ballots(edition))
    votes = Counter(number for ballot in ballots for number in ballot.numbers)
    header = ["project_id", "cost", "votes", "name"]
    enveloped = any(project.envelope for project in projects)
    rows = [
        [each.key, f"{each.cost:f}".removesuffix(".00"), str(votes[each.number]), " ".join(each.title.split())]
        + ([each.envelope] if enveloped else [])
        for each in projects
    ]
    return _document(
        _meta(edition, len(projects), len(ballots)),
        [*header, "district"] if enveloped else header,
        rows,
        ["voter_id", "vote", "points"] if edition.ballot_kind == BallotKind.POINTS else ["voter_id", "vote"],
        _cast(edition, {each.number: each.key for each in projects}, ballots),
    )


def _cast(edition: Edition, keys: dict[int, str], ballots: Iterable[Ballot]) -> list[Row]:
    rows: list[Row] = []
    ballots = list(ballots)
    for at, ballot in enumerate(ballots, 1):
        pairs = list(zip(ballot.numbers, ballot.values, strict=True))
        if edition.ballot_kind == BallotKind.RANKING:
            pairs.sort(key=lambda pair: pair[1])
        row = [
            _named(edition, ballot, str(at), len(ballots)),
            ",".join(keys[number] for number, _value in pairs),
        ]
        if edition.ballot_kind == BallotKind.POINTS:
            row.append(",".join(str(value) for _number, value in pairs))
        rows.append(row)
    return rows


def _named(edition: Edition, ballot: Ballot, at: str, ballots: int) -> str:
    """Few ballots stay secret and their fingerprint is public: without chance in it, one could try all that they may say."""
    if edition.shows_tracking:
        return ballot.tracking[:SHOWN]
    return ballot.id.hex if are_few(ballots) else at


def _meta(edition: Edition, projects: int, ballots: int) -> list[tuple[str, str]]:
    town, vote = territory.town(), phase_of(edition.phases.all(), PhaseKind.VOTE)
    said: list[tuple[str, object]] = [
        ("description", " ".join(edition.name.split())),
        ("country", town.country if town else ""),
        ("unit", town.name if town else ""),
        ("instance", edition.slug),
        ("num_projects", projects),
        ("num_votes", ballots),
        ("budget", f"{edition.budget:f}".removesuffix(".00")),
        ("rule", name_of(parse_rule(edition.rule))),
        ("vote_type", TYPES[BallotKind(edition.ballot_kind)]),
        ("date_begin", f"{vote.opens_at:%d.%m.%Y}" if vote else ""),
        ("date_end", f"{vote.closes_at:%d.%m.%Y}" if vote else ""),
        ("min_length", edition.min_choices),
        ("max_length", edition.max_choices or ""),
        ("max_sum_points", edition.points or ""),
        ("currency", edition.currency),
        ("language", "fr"),
    ]
    return [(key, str(value)) for key, value in said if value != ""]


def _imported(edition: Edition, projects: Sequence[Project]) -> Document:
    """As the file was: columns and rows that were not understood were kept beside those that were."""
    head = edition.source or {}
    document = _document(
        [(key, value) for key, value in head["meta"]],
        head["projects"],
        [each.extra["row"] for each in projects],
        head["votes"],
        [each.extra["row"] for each in counted_ballots(edition) if each.extra],
        tuple(head["meta_header"]),
    )
    return replace(document, newline=head["newline"], final_newline=head["final_newline"], mark=head["mark"])


def _document(
    meta: Sequence[tuple[str, str]],
    project_header: Row, projects: Sequence[Row], vote_header: Row, votes: Sequence[Row], meta_header: Row = ("key", "value"),
) -> Document:  # fmt: skip
    return Document(
        dict(meta),
        _table("PROJECTS", project_header, projects),
        _table("VOTES", vote_header, votes),
        _table("META", meta_header, meta),
    )


def _table(section: Section, header: Row, rows: Sequence[Row]) -> Table:
    return Table(section, tuple(header), split=rows, lines=range(1, len(rows) + 1))
