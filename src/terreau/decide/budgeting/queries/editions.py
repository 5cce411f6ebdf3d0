"""Editions and their calendar, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone

from terreau.decide.budgeting import policies
from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Edition, Phase, Project
from terreau.decide.budgeting.queries.claims import Standing, standing
from terreau.decide.budgeting.queries.envelopes import missing
from terreau.decide.budgeting.rules import has_begun, is_on, is_over, phase_of, phase_state, shuffled
from terreau.decide.budgeting.small_groups import SMALL

ON_A_PAGE = 24


@dataclass(frozen=True)
class Shown:
    """An edition at one moment: its phases, and what is going on."""

    edition: Edition
    at: datetime

    @cached_property
    def phases(self) -> Sequence[Phase]:
        return list(self.edition.phases.all())

    @property
    def states(self) -> list[tuple[Phase, str]]:
        return [(phase, phase_state(phase, self.at)) for phase in self.phases]

    @property
    def now(self) -> Phase | None:
        """What is going on; voting before all else."""
        on = [phase for phase, state in self.states if state == "now"]
        return next((phase for phase in on if phase.kind == PhaseKind.VOTE), on[0] if on else None)

    @property
    def next(self) -> Phase | None:
        return next((phase for phase, state in self.states if state == "later"), None)

    @property
    def vote(self) -> Phase | None:
        found = phase_of(self.phases, PhaseKind.VOTE)
        return found if isinstance(found, Phase) else None

    @property
    def due(self) -> bool:
        """By its calendar, people should be voting."""
        return self.edition.source is None and is_on(self.phases, PhaseKind.VOTE, self.at)

    @cached_property
    def missing(self) -> Sequence[str]:
        """What the vote still lacks; nothing once it has opened."""
        return [] if hasattr(self.edition, "opening") else missing(self.edition)

    @property
    def voting(self) -> bool:
        """Its days have come, and nothing is missing: a ballot can fall in the box."""
        return self.due and not self.missing

    @property
    def voted(self) -> bool:
        return is_over(self.phases, PhaseKind.VOTE, self.at)

    @property
    def objecting(self) -> bool:
        return is_on(self.phases, PhaseKind.OBJECT, self.at)

    @property
    def announced(self) -> bool:
        """The vote has begun, or a list of projects is already known."""
        return has_begun(self.phases, PhaseKind.VOTE, self.at)

    @property
    def published(self) -> bool:
        return hasattr(self.edition, "publication")

    @cached_property
    def standing(self) -> Standing | None:
        """What the published result is worth now."""
        return standing(self.edition, self.at)


def shown(edition: Edition, at: datetime | None = None) -> Shown:
    return Shown(edition, at or timezone.now())


def editions(person: Any = None) -> list[Shown]:
    """Newest vote first: those that are shown, and for staff those in the making."""
    found = Edition.objects.with_calendar().select_related("publication")
    rows = [one for one in found if policies.can_see(person, one)]
    dated = [shown(one) for one in rows]
    return sorted(dated, key=lambda one: one.vote.opens_at if one.vote else one.at, reverse=True)


def edition_at(slug: str) -> Edition | None:
    found = Edition.objects.with_calendar().select_related("publication__count").filter(slug=slug)
    return found.defer("publication__count__kit").first()  # the kit is large, and most pages do without


def projects_page(edition: Edition, *, seed: str, asked: str, page: str) -> tuple[Page[int], list[Project]]:
    """Two dozen projects: those that hold the words `asked`, in the order drawn for `seed`, or by number without one."""
    wanted = edition.projects.all()
    for word in asked.split():
        wanted = wanted.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    numbers = list(wanted.values_list("number", flat=True))
    some = Paginator(shuffled(numbers, seed) if seed else numbers, ON_A_PAGE).get_page(page)
    rows = {one.number: one for one in wanted.filter(number__in=list(some)).select_related("district", "edition")}
    return some, [rows[number] for number in some]


def last_published() -> Edition | None:
    """The edition whose result was published last, and may be read: its ballots show what a rule does."""
    few = Q(source__isnull=True, publication__count__ballots__lt=SMALL)
    found = Edition.objects.filter(publication__isnull=False).exclude(few)
    return found.order_by("-publication__published_at").first()


def calendar(edition: Edition) -> list[tuple[Phase, str]]:
    return shown(edition).states
