"""What waits for those who study: each proposal, how far its study is, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.proposals.enums import CostKind, Criterion, Status
from terreau.decide.proposals.models import Appeal, CostLine, Finding, Proposal, Study

STATES = ("waiting", "begun", "decided", "checked")


@dataclass(frozen=True)
class Row:
    """A proposal and its latest study; `state` is waiting, begun, decided (to be checked) or checked."""

    proposal: Proposal
    study: Study | None

    @property
    def state(self) -> str:
        if self.study is None:
            return "waiting"
        if self.study.checked_at:
            return "checked"
        return "decided" if self.study.decided_at else "begun"


@dataclass(frozen=True)
class Desk:
    """All of an edition."""

    rows: Sequence[Row]
    until: datetime | None

    @property
    def counts(self) -> dict[str, int]:
        return {state: sum(1 for row in self.rows if row.state == state) for state in STATES}

    def only(self, state: str) -> list[Row]:
        return [row for row in self.rows if row.state == state] if state in STATES else list(self.rows)


def desk(edition: Edition) -> Desk:
    """Three queries whatever the number of proposals."""
    latest = Study.objects.filter(proposal=OuterRef("pk")).order_by("-started_at").values("pk")[:1]
    wanted = Proposal.objects.filter(edition=edition).exclude(status__in=(Status.MERGED, Status.WITHDRAWN))
    proposals = list(
        wanted.annotate(latest=Subquery(latest))
        .select_related("district", "category", "edition")
        .order_by("-supports", "pk")
    )
    studies = Study.objects.select_related("started_by", "decided_by").in_bulk(
        [one.latest for one in proposals if one.latest]  # type: ignore[attr-defined]  # annotated
    )
    rows = [Row(one, studies.get(one.latest)) for one in proposals]  # type: ignore[attr-defined]
    ends = next((phase.closes_at for phase in edition.phases.all() if phase.kind == PhaseKind.STUDY), None)
    return Desk(rows, ends)


@dataclass(frozen=True)
class Answer:
    """One line of the grid, answered or not yet."""

    criterion: Criterion
    finding: Finding | None


@dataclass(frozen=True)
class Report:
    """A study as it is read: the grid in its order, the price, who did what."""

    study: Study

    @property
    def grid(self) -> list[Answer]:
        held = {one.criterion: one for one in self.study.findings.all()}
        return [Answer(criterion, held.get(criterion)) for criterion in Criterion]

    def _lines(self, kind: str) -> list[CostLine]:
        return [line for line in self.study.costs.all() if line.kind == kind]

    @property
    def once(self) -> list[CostLine]:
        return self._lines(CostKind.ONCE)

    @property
    def yearly(self) -> list[CostLine]:
        return self._lines(CostKind.YEARLY)

    @property
    def price(self) -> Decimal:
        return sum((line.amount for line in self.once), Decimal(0))

    @property
    def upkeep(self) -> Decimal:
        return sum((line.amount for line in self.yearly), Decimal(0))

    @property
    def same_price(self) -> list[Project]:
        """Projects on the ballot at exactly this price: equal votes would be an exact tie."""
        edition = self.study.proposal.edition
        found = Project.objects.filter(edition=edition, cost=self.price).exclude(proposal=self.study.proposal)
        return list(found.select_related("edition")) if self.once else []


def appeals_waiting(edition: Edition) -> int:
    return Appeal.objects.filter(study__proposal__edition=edition, answered_at__isnull=True).count()


def studies_file(edition: Edition) -> list[tuple[str, ...]]:
    """Every published study, one row each: open data, with no name of a person."""
    found = Study.objects.filter(proposal__edition=edition, checked_at__isnull=False).select_related("proposal")
    head = (
        "proposal",
        "title",
        "retained",
        "price",
        "yearly",
        *Criterion.values,
        "reasons",
        "decided_on",
        "checked_on",
    )
    rows: list[tuple[str, ...]] = [head]
    for study in found.prefetch_related("findings", "costs").order_by("proposal__number", "started_at"):
        report = Report(study)
        grid = [answer.finding.verdict if answer.finding else "" for answer in report.grid]
        days = [f"{timezone.localdate(at):%Y-%m-%d}" for at in (study.decided_at, study.checked_at) if at]
        said = (str(study.proposal.number), study.proposal.title, "yes" if study.retained else "no")
        rows.append((*said, str(report.price), str(report.upkeep), *grid, study.reasons, *days))
    return rows
