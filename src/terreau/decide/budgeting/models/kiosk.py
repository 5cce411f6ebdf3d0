"""A screen in a library or at the town hall that shows the ballot and nothing else."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models.edition import Edition
from terreau.trust.people.models import Person


class Kiosk(models.Model):
    """Opened by an agent on the device itself, until `until` or until somebody closes it from the desk."""

    PERSONAL_FIELDS: ClassVar = {
        "opened_by": "who opened it; in the journal",
        "closed_by": "who closed it; in the journal",
    }

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="kiosks")
    place = models.CharField(_("Nom du lieu"), max_length=80)
    opened_at = models.DateTimeField(db_default=Now())
    opened_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "place"], condition=Q(closed_at__isnull=True), name="budgeting_kiosk_place_once"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="budgeting_kiosk_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.place

    def is_open(self, at: datetime) -> bool:
        return self.closed_at is None and at < self.until
