"""The desk of studies: each proposal, how far its study is, in whose hands; filtered, counted, a page at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, Exists, OuterRef, QuerySet, Value, When

from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals.enums import Status, StudyState
from terreau.decide.proposals.models import Appeal, Proposal, Study
from terreau.decide.proposals.rules import state_of
from terreau.know.cards.models import Category
from terreau.know.territory.models import District
from terreau.lib.numbers import whole

ON_A_PAGE = 24
FILTERS = ("state", "category", "district")


@dataclass(frozen=True)
class Option:
    """One answer of a filter, with how many proposals it would leave."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Row:
    """A proposal and its latest study."""

    proposal: Proposal
    study: Study | None

    @property
    def state(self) -> StudyState:
        return state_of(self.study)


def with_state(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Each with `state`, as `rules.state_of` says it of the latest study."""
    held = Study.objects.filter(proposal=OuterRef("pk"))
    under_way = held.filter(checked_at__isnull=True)
    return proposals.annotate(
        state=Case(
            When(Exists(under_way.filter(decided_at__isnull=False)), then=Value(StudyState.DECIDED.value)),
            When(Exists(under_way.filter(started_by__isnull=False)), then=Value(StudyState.BEGUN.value)),
            When(Exists(under_way), then=Value(StudyState.WAITING.value)),
            When(Exists(held), then=Value(StudyState.CHECKED.value)),
            default=Value(StudyState.WAITING.value),
            output_field=CharField(),
        )
    )


def to_study(edition: Edition) -> int:
    """How many wait for a decision."""
    states = (StudyState.WAITING, StudyState.BEGUN)
    return studied(edition).filter(state__in=states).count()  # type: ignore[misc]  # annotated


def studied(edition: Edition) -> QuerySet[Proposal]:
    """Those that the services answer: neither taken back nor joined to another."""
    kept = Proposal.objects.filter(edition=edition).exclude(status__in=(Status.MERGED, Status.WITHDRAWN))
    return with_state(kept)


@dataclass(frozen=True)
class Desk:
    """All of an edition, seen through `chosen`: the values wanted of each filter."""

    edition: Edition
    chosen: Mapping[str, Sequence[str]]
    asked_page: str = "1"
    everything: bool = False  # also what a moderator hides

    @property
    def _studied(self) -> QuerySet[Proposal]:
        found = studied(self.edition)
        return found if self.everything else found.filter(pk__in=Proposal.objects.shown().values("pk"))

    @cached_property
    def _cells(self) -> list[tuple[tuple[str, str, str], int]]:
        """How many proposals for each (state, category, district)."""
        each = self._studied.order_by()
        rows = each.values_list("state", "category", "district").annotate(n=Count("pk"))  # type: ignore[misc]  # annotated
        return [((state, str(kind or ""), str(place or "")), n) for state, kind, place, n in rows]

    def _counts(self, at: int) -> Counter[str]:
        """For one filter, what each answer would leave once the other filters are applied."""
        found: Counter[str] = Counter()
        for cell, n in self._cells:
            others = (self.chosen.get(name) for place, name in enumerate(FILTERS) if place != at)
            values = (value for place, value in enumerate(cell) if place != at)
            if all(not wanted or value in wanted for wanted, value in zip(others, values, strict=True)):
                found[cell[at]] += n
        return found

    @property
    def states(self) -> list[Option]:
        return self._options(0, [(state.value, str(state.label)) for state in StudyState])

    @property
    def categories(self) -> list[Option]:
        present = {cell[1] for cell, _n in self._cells if cell[1]}
        return self._options(1, [(str(one.pk), str(one)) for one in Category.objects.filter(pk__in=present)])

    @property
    def districts(self) -> list[Option]:
        present = {cell[2] for cell, _n in self._cells if cell[2]}
        return self._options(2, [(str(one.pk), str(one)) for one in District.objects.filter(pk__in=present)])

    def _options(self, at: int, known: Sequence[tuple[str, str]]) -> list[Option]:
        counts, chosen = self._counts(at), self.chosen.get(FILTERS[at], ())
        return [Option(value, label, counts[value], value in chosen) for value, label in known]

    @property
    def any_category(self) -> bool:
        return not self.chosen.get("category")

    @property
    def any_district(self) -> bool:
        return not self.chosen.get("district")

    @property
    def total(self) -> int:
        return sum(n for _cell, n in self._cells)

    @property
    def done(self) -> int:
        return sum(n for cell, n in self._cells if cell[0] == StudyState.CHECKED)

    @property
    def until(self) -> datetime | None:
        """When the phase of study ends."""
        phases = self.edition.phases.all()
        return next((phase.closes_at for phase in phases if phase.kind == PhaseKind.STUDY), None)

    @cached_property
    def page(self) -> Page[Proposal]:
        found = self._studied
        for name in FILTERS:
            if wanted := [value for value in self.chosen.get(name, ()) if _is_known(name, value)]:
                found = found.filter(**{f"{name}__in": wanted})
        wanted_order = found.select_related("district", "category", "edition").order_by("-supports", "number")
        return Paginator(wanted_order, ON_A_PAGE).get_page(self.asked_page)

    @cached_property
    def rows(self) -> list[Row]:
        proposals = list(self.page)
        people = ("started_by", "decided_by", "checked_by")
        found = Study.objects.filter(proposal__in=proposals).select_related(*people).order_by("pk")
        latest = {study.proposal_id: study for study in found}
        return [Row(one, latest.get(one.pk)) for one in proposals]


def _is_known(name: str, text: str) -> bool:
    return text in StudyState.values if name == "state" else bool(whole(text))


def appeals_waiting(edition: Edition, *, everything: bool = False) -> list[Appeal]:
    """The oldest first; of concealed proposals, for those who work at the studies alone."""
    found = Appeal.objects.filter(study__proposal__edition=edition, answered_at__isnull=True)
    if not everything:
        found = found.filter(study__proposal__in=Proposal.objects.shown())
    return list(found.select_related("study__proposal__edition", "made_by"))
