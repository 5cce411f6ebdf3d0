"""What becomes of a project that won: milestones with dates, delays with reasons, pictures."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models.project import Project
from terreau.trust.people.models import Person


class Milestone(models.Model):
    """Something that must happen for the project to stand; `done_on` once it has."""

    PERSONAL_FIELDS: ClassVar = {"told_by": "who tells; in the journal"}

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(_("Étape"), max_length=120)
    planned_on = models.DateField(_("Prévue le"))
    done_on = models.DateField(_("Faite le"), null=True, blank=True)
    text = models.TextField(_("Ce qu’il y a à en dire"), blank=True, max_length=2000)
    picture = models.ImageField(upload_to="pictures/", blank=True)
    alt = models.CharField(_("Ce que montre l’image"), max_length=200, blank=True)
    told_at = models.DateTimeField(db_default=Now())
    told_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["planned_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "title"], name="budgeting_milestone_once"),
            models.CheckConstraint(condition=Q(picture="") | ~Q(alt=""), name="budgeting_milestone_picture_told"),
        ]

    def __str__(self) -> str:
        return self.title


class Delay(models.Model):
    """A date that was put off, and why: kept beside the new date, never in its place."""

    PERSONAL_FIELDS: ClassVar = {"said_by": "who says it; in the journal"}

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="delays")
    planned_before = models.DateField()
    planned_after = models.DateField(_("Nouvelle date"))
    reason = models.CharField(_("Pourquoi"), max_length=400)
    said_at = models.DateTimeField(db_default=Now())
    said_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["said_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="budgeting_delay_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.reason}"
