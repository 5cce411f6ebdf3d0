"""How far the projects that won have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from terreau.decide.budgeting.models import Edition, Milestone, Project


@dataclass(frozen=True)
class Way:
    """A project and its milestones; `next` is the first that is not done, late where its date has passed."""

    project: Project
    milestones: Sequence[Milestone]
    today: date

    @property
    def done(self) -> int:
        return sum(1 for one in self.milestones if one.done_on)

    @property
    def next(self) -> Milestone | None:
        return next((one for one in self.milestones if not one.done_on), None)

    @property
    def late(self) -> bool:
        return self.next is not None and self.next.planned_on < self.today

    @property
    def finished(self) -> bool:
        return bool(self.milestones) and self.next is None


def ways(edition: Edition, winners: Sequence[Project], today: date) -> list[Way]:
    """One for each project that won, in the order in which they were bought."""
    found: dict[int, list[Milestone]] = {one.pk: [] for one in winners}
    rows = Milestone.objects.filter(project__edition=edition, project_id__in=found).prefetch_related("delays")
    for one in rows:
        found[one.project_id].append(one)
    return [Way(project, found[project.pk], today) for project in winners]


def latest(edition: Edition, limit: int) -> list[Milestone]:
    """What was told last, for the feed."""
    rows = Milestone.objects.filter(project__edition=edition).select_related("project__edition")
    return list(rows.order_by("-told_at")[:limit])
