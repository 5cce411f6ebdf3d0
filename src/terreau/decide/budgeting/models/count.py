"""The draw of lots, the count, and what was published of it."""

import json
from decimal import ROUND_DOWN, Decimal
from hashlib import sha256
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.enums import CountState
from terreau.decide.budgeting.models.edition import Edition
from terreau.decide.budgeting.models.project import Project
from terreau.decide.budgeting.small_groups import are_few
from terreau.trust.people.models import Person


class Count(models.Model):
    """One counting: by the engine, and by the script apart."""

    PERSONAL_FIELDS: ClassVar = {"asked_by": "who started the count; public"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="counts")
    state = models.CharField(max_length=10, choices=CountState.choices, default=CountState.WAITING)
    said = models.TextField(blank=True)
    done = models.PositiveSmallIntegerField(default=0)  # per cent
    kit = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the kit
    ballots = models.PositiveIntegerField(default=0)
    tied = ArrayField(models.CharField(max_length=80), default=list)  # keys of the projects on which it stopped
    asked_at = models.DateTimeField(db_default=Now())
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=CountState.AGREED) | Q(kit__isnull=False), name="budgeting_count_has_kit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.state}"

    @property
    def of_few(self) -> bool:
        """What these ballots say stays with those who counted them; a list that comes from elsewhere was public before."""
        return are_few(self.ballots) and not self.edition.imported


class Draw(models.Model):
    """A lot drawn in public for the tie on which a count stopped: the order of the tied projects, and what people saw.

    Until a second person confirms it, it may be corrected and serves nothing; see the trigger. The rule stays as frozen.
    """

    PERSONAL_FIELDS: ClassVar = {
        "drawn_by": "who typed the protocol; public",
        "confirmed_by": "who saw the same draw; public",
    }

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="draws")
    count = models.OneToOneField(Count, on_delete=models.PROTECT, related_name="draw")
    order = ArrayField(models.CharField(max_length=80))
    protocol = models.TextField(_("Procès-verbal"))
    drawn_at = models.DateTimeField(db_default=Now())
    drawn_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="budgeting_draw_confirmed_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {', '.join(self.order)}"

    @property
    def digest(self) -> str:
        """Of what is written: whoever confirms says by it what they read."""
        return sha256(json.dumps([self.order, self.protocol]).encode()).hexdigest()


class Publication(models.Model):
    """The result is public. Only a count on which engine and script agree can be published; see the triggers.

    It moves to another count only where an `Annulment` keeps the one it leaves.
    """

    PERSONAL_FIELDS: ClassVar = {"published_by": "who published; public"}

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="publication")
    count = models.OneToOneField(Count, on_delete=models.PROTECT, related_name="publication")
    published_at = models.DateTimeField(db_default=Now())
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.published_at:%Y-%m-%d}"


class NearMiss(models.Model):
    """A project that almost won by one count, kept when the result is published, for money that may come later."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="near_misses")
    count = models.ForeignKey(Count, on_delete=models.PROTECT, related_name="near_misses")
    effective_support = models.DecimalField(max_digits=7, decimal_places=6)  # part of its price, cut, never rounded up
    missing = models.DecimalField(max_digits=14, decimal_places=2)
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["-effective_support", "project__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "count"], name="budgeting_near_miss_once"),
            models.CheckConstraint(
                condition=Q(effective_support__gt=0, effective_support__lt=1, missing__gt=0),
                name="budgeting_near_miss_missed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.missing}"

    @property
    def cut(self) -> Decimal:
        """To a thousandth, never rounded up: what just missed is not the whole."""
        return self.effective_support.quantize(Decimal("0.001"), rounding=ROUND_DOWN)
