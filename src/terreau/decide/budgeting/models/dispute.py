"""A name that had voted before its bearer came: recorded at the desk, accepted by somebody with another right."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from terreau.decide.budgeting.models.edition import Edition
from terreau.trust.people.models import Person


class Dispute(models.Model):
    """`voter` is the key by which a ballot was cast already, `again` the one by which the bearer of the name may vote once more.

    Nothing says which ballot was the first: it stays in the box. The trigger `budgeting_dispute_checked` asks that the name
    has voted, that the vote is open, that the one keeps the desk and the other counts or publishes.
    """

    PERSONAL_FIELDS: ClassVar = {
        "voter": "a keyed hash; unreadable once the key is gone",
        "again": "the same",
        "recorded_by": "who saw the document; in the journal",
        "accepted_by": "who confirmed it; in the journal",
    }

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="disputes")
    voter = models.CharField(max_length=64)
    again = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(db_default=Now())
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["recorded_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "voter"], name="budgeting_dispute_once"),
            models.UniqueConstraint(fields=["edition", "again"], name="budgeting_dispute_key_once"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="budgeting_dispute_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_by=F("recorded_by")),
                name="budgeting_dispute_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.recorded_at:%Y-%m-%d}"
