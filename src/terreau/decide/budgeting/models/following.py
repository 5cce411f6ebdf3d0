"""What becomes of a project that won: milestones, delays with reasons, photos, money spent, or why it was abandoned."""

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
    told_at = models.DateTimeField(db_default=Now())
    told_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["planned_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "title"], name="budgeting_milestone_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Photo(models.Model):
    """A picture of a milestone, never without the words for those who do not see it."""

    PERSONAL_FIELDS: ClassVar = {"added_by": "who added it; in the journal"}

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="photos")
    file = models.ImageField(upload_to="pictures/")
    alt = models.CharField(_("Ce que montre l’image"), max_length=200)
    added_at = models.DateTimeField(db_default=Now())
    added_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(alt__regex=r"\S"), name="budgeting_photo_told"),
        ]

    def __str__(self) -> str:
        return self.alt


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


class Correction(models.Model):
    """What a milestone said before it was corrected, and why it was."""

    PERSONAL_FIELDS: ClassVar = {"said_by": "who corrected; in the journal"}

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="corrections")
    title = models.CharField(max_length=120)
    done_on = models.DateField(null=True)
    text = models.TextField(blank=True)
    reason = models.CharField(_("Pourquoi corriger"), max_length=400)
    said_at = models.DateTimeField(db_default=Now())
    said_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["said_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="budgeting_correction_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.reason}"


class Expense(models.Model):
    """Money spent on a project; what was said wrongly is taken back by another line, below zero."""

    PERSONAL_FIELDS: ClassVar = {"said_by": "who says it; in the journal"}

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="expenses")
    paid_on = models.DateField(_("Payé le"))
    label = models.CharField(_("Pour quoi"), max_length=120)
    amount = models.DecimalField(_("Somme"), max_digits=14, decimal_places=2)
    said_at = models.DateTimeField(db_default=Now())
    said_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["paid_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(amount=0), name="budgeting_expense_is_some_money"),
            models.CheckConstraint(condition=Q(label__regex=r"\S"), name="budgeting_expense_says_what_for"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.amount}"


class Abandonment(models.Model):
    """A project that won and will not be made: why, and what becomes of its money."""

    PERSONAL_FIELDS: ClassVar = {"said_by": "who says it; in the journal"}

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="abandonment")
    reason = models.CharField(_("Pourquoi"), max_length=600)
    money = models.CharField(_("Ce que devient l’argent"), max_length=300)
    said_at = models.DateTimeField(db_default=Now())
    said_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S", money__regex=r"\S"), name="budgeting_abandonment_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.reason}"
