"""A study as it is read: the grid, the price and who else has it, who did what, until when it may be contested."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import DecimalField, OuterRef, Subquery, Sum
from django.utils import timezone

from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.proposals.enums import CostKind, Criterion, Status, StudyState
from terreau.decide.proposals.models import Appeal, CostLine, Finding, Proposal, Study
from terreau.decide.proposals.rules import appeal_until, price, state_of


@dataclass(frozen=True)
class Answer:
    """One line of the grid, answered or not yet."""

    criterion: Criterion
    finding: Finding | None


@dataclass(frozen=True)
class Same:
    """Something of exactly one price: on the ballot, or on its way to it."""

    title: str
    url: str
    cost: Decimal


@dataclass(frozen=True)
class Report:
    study: Study

    @property
    def state(self) -> StudyState:
        return state_of(self.study)

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
        return price(self.study.costs.all())

    @property
    def upkeep(self) -> Decimal:
        return price(self.study.costs.all(), CostKind.YEARLY)

    @property
    def appeal(self) -> Appeal | None:
        return getattr(self.study, "appeal", None)

    @property
    def appeal_closes(self) -> datetime | None:
        return appeal_closes(self.study)

    @property
    def contestable(self) -> bool:
        """A published refusal, within the delay, that nobody has contested yet."""
        closes, held = self.appeal_closes, self.study
        refused = held.retained is False and held.proposal.status == Status.REFUSED and self.appeal is None
        return refused and closes is not None and timezone.now() < closes

    @cached_property
    def same_price(self) -> list[Same]:
        """Equal votes would make them exactly equal."""
        held = self.study.proposal
        if not self.once or self.study.retained is False:
            return []
        own = {held.get_absolute_url(), held.project.get_absolute_url() if held.project else ""}
        return [one for one in _priced(held.edition, self.price) if one.url not in own]


def appeal_closes(study: Study) -> datetime | None:
    """Until when a checked study may be contested."""
    phases = study.proposal.edition.phases.all()
    opens = next((phase.opens_at for phase in phases if phase.kind == PhaseKind.VOTE), None)
    return appeal_until(study.checked_at, opens) if study.checked_at else None


def _priced(edition: Edition, cost: Decimal | None = None) -> list[Same]:
    """What stands on the ballot and what is retained but not yet checked, all of it or at one cost."""
    sums = CostLine.objects.filter(study=OuterRef("pk"), kind=CostKind.ONCE).values("study").annotate(sum=Sum("amount"))
    coming = Study.objects.filter(proposal__edition=edition, retained=True, checked_at__isnull=True)
    coming = coming.annotate(cost=Subquery(sums.values("sum"), output_field=DecimalField()))
    on = Project.objects.filter(edition=edition).exclude(proposal__studies__in=coming)
    if cost is not None:
        on, coming = on.filter(cost=cost), coming.filter(cost=cost)
    there = [Same(one.title, one.get_absolute_url(), one.cost) for one in on.select_related("edition")]
    return there + [
        Same(one.proposal.title, one.proposal.get_absolute_url(), one.cost)
        for one in coming.filter(cost__isnull=False).select_related("proposal__edition")
    ]


def ties_coming(edition: Edition) -> list[list[Same]]:
    """Groups of one price, before anybody votes, those included whose study waits for its check."""
    same: dict[Decimal, list[Same]] = defaultdict(list)
    for one in _priced(edition):
        same[one.cost].append(one)
    return [group for _cost, group in sorted(same.items()) if len(group) > 1]


def study_of(proposal_id: int) -> Study | None:
    """The latest, as those who work on it see it."""
    related = ("proposal__edition", "proposal__district", "proposal__project__edition", "started_by", "decided_by")
    found = Study.objects.filter(proposal=proposal_id).select_related(*related, "checked_by")
    return found.prefetch_related("findings", "costs").first()


def public_studies(edition: Edition) -> Sequence[Study]:
    """Every published study of a proposal that everybody may read."""
    readable = Proposal.objects.filter(edition=edition).shown()
    found = Study.objects.filter(proposal__in=readable, checked_at__isnull=False)
    related = ("proposal__edition", "proposal__district", "proposal__category", "appeal")
    rows = found.select_related(*related).prefetch_related("findings", "costs")
    return list(rows.order_by("proposal__number", "pk"))
