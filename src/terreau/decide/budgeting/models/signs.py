"""Signs that people look at: tallies of a day without any hour, the busiest ten minutes, and who looked into what.

Nothing here may be joined with an attendance or a ballot: no time finer than a day (`Pace.busiest` alone says a slot, of
a crowd), no row written with a ballot, and tallies are stirred like slips (`actions.tallying`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.enums import Channel, Counted
from terreau.decide.budgeting.models.edition import Edition
from terreau.decide.budgeting.models.kiosk import Kiosk
from terreau.trust.people.models import Person


class Tally(models.Model):
    """How often something happened on a day: from a network (a keyed hash, other each day), at a kiosk, by an agent."""

    PERSONAL_FIELDS: ClassVar = {
        "place": "a keyed hash of a network, other each day; thrown away at night unless many codes came from it",
        "agent": "who gave passes or took calls; seen by those who count or publish",
    }

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="tallies")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Counted.choices)
    place = models.CharField(max_length=64, blank=True)
    kiosk = models.ForeignKey(Kiosk, on_delete=models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "day", "kind", "place", "kiosk", "agent"],
                nulls_distinct=False,
                name="budgeting_tally_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.count}"


class Pace(models.Model):
    """How many people voted by one channel in the busiest ten minutes of a day; quieter minutes are not kept."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="paces")
    day = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    seen = models.PositiveIntegerField(default=0)  # people on the list at the last look, over all days
    most = models.PositiveIntegerField(default=0)
    busiest = models.TimeField(null=True)  # the slot's beginning, where a crowd voted in it

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "day", "channel"], name="budgeting_pace_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.channel} {self.most}"


class Look(models.Model):
    """Somebody looked into a sign, and says what it was."""

    PERSONAL_FIELDS: ClassVar = {"looked_by": "who looked into it; in the journal"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="looks")
    sign = models.CharField(max_length=120)
    note = models.CharField(_("Ce que vous avez trouvé"), max_length=600)
    looked_at = models.DateTimeField(db_default=Now())
    looked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["looked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(note=""), name="budgeting_look_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.sign}: {self.note[:40]}"
