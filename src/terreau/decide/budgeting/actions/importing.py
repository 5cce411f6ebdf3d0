"""An election that took place elsewhere, from its published ballots."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.algorithms.counting import Rule
from terreau.algorithms.counting.pabulib import Document, election_of
from terreau.algorithms.counting.pabulib.ballots import exact, kind_of
from terreau.decide.budgeting.actions.opening import open_vote
from terreau.decide.budgeting.enums import BallotKind, PhaseKind
from terreau.decide.budgeting.models import Ballot, Edition, Phase, Project
from terreau.lib.errors import Refused
from terreau.lib.names import slug_of
from terreau.trust.audit.actions import record

KINDS = {"approval": BallotKind.APPROVAL, "points": BallotKind.POINTS, "ranking": BallotKind.RANKING}
MOST = 2_147_483_647


@transaction.atomic
def import_election(*, document: Document, rule: Rule, by: Any, name: str = "") -> Edition:
    """An edition with all that the file says; columns without a place here are kept with their rows.

    Raises `CountingError` or `Refused` where the file cannot be counted, and then nothing was written.
    """
    election, kind = election_of(document), kind_of(document)
    said = document.meta
    name = name or " ".join(filter(None, (said.get("unit", ""), said.get("subunit", ""), said.get("instance", ""))))
    slug = slug_of(name)[:50] or "election"
    if Edition.objects.filter(slug=slug).exists():
        raise Refused(_("L’édition « %(name)s » est déjà là.") % {"name": name})
    edition = Edition.objects.create(
        slug=slug, name=name[:120], summary=said.get("description", ""), budget=_money(election.budget),
        currency=said.get("currency", "EUR")[:3].upper() or "EUR", ballot_kind=KINDS[kind], min_choices=0,
        points=_whole(said.get("max_sum_points", "")) or (MOST if kind == "points" else None), channels=[], rule=rule.to_toml(),
        pepper=b"", shown_at=timezone.now(), made_by=by, source={
            "meta": [list(row) for row in document.meta_table.rows()],
            "meta_header": list(document.meta_table.header),
            "projects": list(document.projects.header), "votes": list(document.votes.header),
            "newline": document.newline, "final_newline": document.final_newline, "mark": document.mark,
        },
    )  # fmt: skip
    _dated(edition, said.get("date_begin", ""), said.get("date_end", ""))
    numbers = {project.id: at for at, project in enumerate(election.projects, 1)}
    Project.objects.bulk_create(
        [
            Project(
                edition=edition, number=numbers[project.id], key=project.id, title=(project.name or project.id)[:200],
                cost=_money(project.cost), envelope=(project.tags or ("",))[0][:80], extra={"row": list(row)},
            )
            for project, row in zip(election.projects, document.projects.rows(), strict=True)
        ],
        batch_size=2_000,
    )  # fmt: skip
    open_vote(edition=edition, imported=True)
    _fill(edition, document, numbers, kind)
    record("budgeting.election_imported", by=by, on=edition, detail={"ballots": election.ballots.voters})
    return edition


def _fill(edition: Edition, document: Document, numbers: dict[str, int], kind: str) -> None:
    votes, points = document.votes.column("vote") or [], document.votes.column("points") or []
    some: list[Ballot] = []
    for line, row in enumerate(document.votes.rows()):
        chosen = [numbers[name.strip()] for name in votes[line].split(",") if name.strip()]
        if kind == "points":
            given = [_whole(text, line) for text in points[line].split(",") if text.strip()]
        else:
            given = list(range(1, len(chosen) + 1)) if kind == "ranking" else [1] * len(chosen)
        some.append(
            Ballot(edition=edition, numbers=chosen, values=given, tracking="", extra={"line": line, "row": list(row)})
        )
        if len(some) == 5_000:
            Ballot.objects.bulk_create(some)
            some = []
    Ballot.objects.bulk_create(some)


def _whole(text: str, line: int | None = None) -> int:
    value = exact(text) if text.strip() else None
    if value is not None and value.denominator == 1 and 0 <= value <= MOST:
        return int(value)
    if line is None:
        return 0
    raise Refused(
        _("Bulletin %(line)d : « %(text)s » n’est pas un nombre entier de points.") % {"line": line + 1, "text": text}
    )


def _money(value: Any) -> Decimal:
    amount = Decimal(value.numerator) / Decimal(value.denominator)
    if amount != round(amount, 2) or amount >= 10**12:
        raise Refused(_("%(amount)s : une somme a deux décimales au plus.") % {"amount": amount})
    return amount


def _dated(edition: Edition, begin: str, end: str) -> None:
    """The days of the vote; of a file that names none, the day before."""
    opens, closes = _day(begin), _day(end)
    if opens is None or closes is None or closes < opens:
        closes = closes or opens or timezone.localtime() - timedelta(days=1)
        opens = closes
    Phase.objects.create(edition=edition, kind=PhaseKind.VOTE, opens_at=opens, closes_at=closes + timedelta(days=1))


def _day(text: str) -> datetime | None:
    for pattern in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%m.%Y", "%Y"):
        try:
            day = datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 (a day, placed in our zone below)
        except ValueError:
            continue
        return timezone.make_aware(datetime.combine(day, time.min))
    return None
