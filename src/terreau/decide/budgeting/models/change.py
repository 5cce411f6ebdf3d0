"""What was changed in the rules of an edition or in a project, from what to what; kept for readers and for whoever saves next."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from terreau.decide.budgeting.models.edition import Edition
from terreau.trust.people.models import Person


class Change(models.Model):
    """One field, by one save. `version` is that of the edition, or of its project `number`, once it was saved. Append-only.

    Once the vote is open, the database lets words change only beside their record; see the trigger of the edition.
    """

    PERSONAL_FIELDS: ClassVar = {"changed_by": "who changed it; in the journal"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField(null=True)  # of the project, where it is one that changed
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    changed_at = models.DateTimeField(db_default=Now())
    changed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["changed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.field}"
