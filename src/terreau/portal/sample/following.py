"""What became of the projects of 2025: some stand, some are late and say why, some have only dates."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from terreau.decide.budgeting.models import Correction, Delay, Edition, Expense, Milestone, Photo, Project
from terreau.know.cards.actions.pictures import rewritten
from terreau.portal.sample.drawing.scenes import picture
from terreau.portal.sample.files import read
from terreau.trust.people.models import Person


def follow(edition: Edition, teller: Person, now: datetime) -> None:
    projects = {one.key: one for one in edition.projects.all()}
    for key, milestones in read("following").items():
        for one in milestones:
            _milestone(projects[key], one, teller, now)
    today = timezone.localdate(now)
    for key, rows in read("spending").items():
        for days, label, amount in rows:
            Expense.objects.create(
                project=projects[key], paid_on=today + timedelta(days=days), label=label, amount=Decimal(amount),
                said_at=now + timedelta(days=days + 1), said_by=teller,
            )  # fmt: skip


def _milestone(project: Project, one: dict[str, Any], teller: Person, now: datetime) -> None:
    today = timezone.localdate(now)
    planned, done = today + timedelta(days=one["planned"]), one.get("done")
    told_at = now + timedelta(days=min(done if done is not None else one["planned"] - 90, -1))
    told = Milestone.objects.create(
        project=project, title=one["title"], planned_on=planned, text=one.get("text", ""), told_at=told_at, told_by=teller,
        done_on=today + timedelta(days=done) if done is not None else None,
    )  # fmt: skip
    if "before" in one:
        _put_off(told, one, today, now, teller)
    for name, alt in one.get("photos", ()):
        photo = Photo(milestone=told, alt=alt, added_at=told_at, added_by=teller)
        photo.file.save(f"rivelune-{name}.webp", ContentFile(rewritten(picture(name))), save=False)
        photo.save()
    if "corrected" in one:
        was = one["corrected"]
        Correction.objects.create(
            milestone=told, title=told.title, done_on=told.done_on, text=was["text"], reason=was["reason"],
            said_at=now + timedelta(days=was["days"]), said_by=teller,
        )  # fmt: skip


def _put_off(told: Milestone, one: dict[str, Any], today: date, now: datetime, teller: Person) -> None:
    Delay.objects.create(
        milestone=told, planned_before=today + timedelta(days=one["before"]), planned_after=told.planned_on,
        reason=one["why"], said_at=now + timedelta(days=min(one.get("said", one["before"] - 5), -1)), said_by=teller,
    )  # fmt: skip
