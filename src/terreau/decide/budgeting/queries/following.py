"""How far the projects that won have come, and what was told of them last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import (
    Abandonment,
    Correction,
    Delay,
    Edition,
    Expense,
    Milestone,
    Photo,
    Project,
)
from terreau.ui.tags.figures import day


@dataclass(frozen=True)
class Way:
    """A project and its milestones; `next` is the first that is not done, late where its date has passed."""

    project: Project
    milestones: Sequence[Milestone]
    today: date
    expenses: Sequence[Expense] = ()
    abandoned: Abandonment | None = None

    @property
    def done(self) -> int:
        return sum(1 for one in self.milestones if one.done_on)

    @property
    def next(self) -> Milestone | None:
        return next((one for one in self.milestones if not one.done_on), None)

    @property
    def late(self) -> bool:
        return self.abandoned is None and self.next is not None and self.next.planned_on < self.today

    @property
    def finished(self) -> bool:
        return bool(self.milestones) and self.next is None and self.abandoned is None

    @property
    def spent(self) -> Decimal:
        return sum((one.amount for one in self.expenses), Decimal(0))

    @property
    def left(self) -> Decimal:
        """Of the price that people voted; below zero where more was spent."""
        return self.project.cost - self.spent

    @property
    def share(self) -> Decimal:
        """How much of the price is spent, in per cent, drawn to the end of the bar at most."""
        return min(Decimal(100), max(Decimal(0), self.spent * 100 / self.project.cost))


def ways(edition: Edition, winners: Sequence[Project], today: date) -> list[Way]:
    """One for each project that won, in the order in which they were bought."""
    found: dict[int, list[Milestone]] = {one.pk: [] for one in winners}
    paid: dict[int, list[Expense]] = {one.pk: [] for one in winners}
    rows = Milestone.objects.filter(project__edition=edition, project_id__in=found)
    for one in rows.prefetch_related("delays", "corrections", "photos"):
        found[one.project_id].append(one)
    for expense in Expense.objects.filter(project_id__in=found):
        paid[expense.project_id].append(expense)
    given_up = {one.project_id: one for one in Abandonment.objects.filter(project_id__in=found)}
    return [Way(one, found[one.pk], today, paid[one.pk], given_up.get(one.pk)) for one in winners]


def way(project: Project, today: date) -> Way:
    """The same, of one project."""
    return ways(project.edition, [project], today)[0]


def overdue(edition: Edition, today: date) -> int:
    """Milestones whose date has passed, and nobody has said why."""
    late = Milestone.objects.filter(project__edition=edition, done_on__isnull=True, planned_on__lt=today)
    return late.filter(project__abandonment__isnull=True).count()


@dataclass(frozen=True)
class Told:
    """One thing told of an edition's projects or result, for the feed; `key` is its own for ever."""

    key: str
    title: str
    text: str
    link: str
    at: datetime


def latest(edition: Edition, limit: int) -> list[Told]:
    """What was told last, newest first: milestones, delays, corrections, pictures, projects given up, and the result."""
    stages = Milestone.objects.filter(project__edition=edition).select_related("project__edition")
    of_stage = {"milestone__project__edition": edition}
    on_stage = "milestone__project__edition"
    found = [
        *map(_stage, stages.order_by("-told_at")[:limit]),
        *map(_delay, Delay.objects.filter(**of_stage).select_related(on_stage).order_by("-said_at")[:limit]),
        *map(_correction, Correction.objects.filter(**of_stage).select_related(on_stage).order_by("-said_at")[:limit]),
        *map(_photo, Photo.objects.filter(**of_stage).select_related(on_stage).order_by("-added_at")[:limit]),
        *map(_given_up, Abandonment.objects.filter(project__edition=edition).select_related("project__edition")),
        *_result(edition),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:limit]


def _stage(one: Milestone) -> Told:
    said = _("fait le %(day)s") if one.done_on else _("prévu le %(day)s")
    when = said % {"day": day(one.done_on or one.planned_on)}
    return Told(f"m{one.pk}", _titled(one, when), one.text, one.project.get_absolute_url(), one.told_at)


def _titled(one: Milestone, said: str) -> str:
    return _("%(project)s : %(stage)s, %(said)s") % {"project": one.project.title, "stage": one.title, "said": said}


def _delay(one: Delay) -> Told:
    said = _("repoussé du %(before)s au %(after)s") % {
        "before": day(one.planned_before), "after": day(one.planned_after),
    }  # fmt: skip
    where = one.milestone.project.get_absolute_url()
    return Told(f"d{one.pk}", _titled(one.milestone, said), one.reason, where, one.said_at)


def _correction(one: Correction) -> Told:
    where = one.milestone.project.get_absolute_url()
    return Told(f"c{one.pk}", _titled(one.milestone, _("corrigé")), one.reason, where, one.said_at)


def _photo(one: Photo) -> Told:
    where = one.milestone.project.get_absolute_url()
    return Told(f"p{one.pk}", _titled(one.milestone, _("une photo")), one.alt, where, one.added_at)


def _given_up(one: Abandonment) -> Told:
    title = _("%(project)s : le projet est abandonné") % {"project": one.project.title}
    return Told(f"a{one.pk}", title, f"{one.reason} {one.money}", one.project.get_absolute_url(), one.said_at)


def _result(edition: Edition) -> list[Told]:
    """The result, whatever became of it, and the answers to who contested it."""
    place = reverse("budgeting:result", args=[edition.slug])
    told = [
        Told(f"o{one.pk}", _("Une contestation a sa réponse : %(finding)s") % {"finding": one.get_finding_display().lower()},
             one.answer, f"{place}#o{one.pk}", one.answered_at)
        for one in edition.objections.filter(answered_at__isnull=False)
        if one.answered_at
    ]  # fmt: skip
    former = list(edition.annulments.select_related("objection"))
    told += [
        Told(f"n{one.pk}", _("Le résultat est annulé"), one.objection.answer, place, one.annulled_at) for one in former
    ]
    published = getattr(edition, "publication", None)
    if published:
        before = sum(1 for one in former if one.count_id != published.count_id)
        title = _("Un nouveau résultat est publié") if before else _("Le résultat est publié")
        told.append(Told(f"r{before}", title, "", place, published.published_at))
    return told
