"""Who does what in an edition: dated, public, and by default one task a person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.models.edition import Edition
from terreau.trust.people.models import Person


class Assignment(models.Model):
    """The trigger `budgeting_one_task` refuses a second task to one person, unless the edition says that hands are few."""

    PERSONAL_FIELDS: ClassVar = {"person": "who holds the task; public", "given_by": "who gave it; public"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=10, choices=Task.choices)
    given_at = models.DateTimeField(db_default=Now())
    given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["given_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "person", "task"], condition=Q(ended_at__isnull=True), name="budgeting_task_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.task}"
