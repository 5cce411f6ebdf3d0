"""Paper ballots: envelopes with a seal and a number of sheets, each read by two people, by a third where they differ, settled by
that third where all three do."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models.edition import Edition
from terreau.trust.people.models import Person


class Envelope(models.Model):
    """Sheets counted and sealed together, before anybody types them."""

    PERSONAL_FIELDS: ClassVar = {"sealed_by": "who counted and sealed it; public"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="envelopes")
    label = models.CharField(_("Nom de l’enveloppe"), max_length=80)
    seal = models.CharField(_("Ce qui est écrit sur le sceau"), max_length=80)
    sheets_inside = models.PositiveIntegerField(_("Combien de bulletins dedans"))
    sealed_at = models.DateTimeField(db_default=Now())
    sealed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["sealed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "label"], name="budgeting_envelope_named_once"),
            models.CheckConstraint(condition=Q(sheets_inside__gt=0), name="budgeting_envelope_not_empty"),
        ]

    def __str__(self) -> str:
        return self.label


class Sheet(models.Model):
    """One paper ballot, by its place in the envelope. `dropped_at` once what is on it fell in the box, or was found void."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="sheets")
    place = models.PositiveIntegerField()
    dropped_at = models.DateTimeField(null=True)
    void = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["envelope", "place"], name="budgeting_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.envelope} {self.place}"


class Reading(models.Model):
    """What one person read on a sheet, alone; the same person never reads it twice, and every reading stays."""

    PERSONAL_FIELDS: ClassVar = {"typed_by": "who read it; in the journal"}

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="readings")
    turn = models.PositiveSmallIntegerField()  # 1, 2; 3 where they differ
    numbers = ArrayField(models.PositiveIntegerField(), default=list)
    values = ArrayField(models.PositiveIntegerField(), default=list)
    void = models.CharField(_("Nul, parce que"), max_length=160, blank=True)
    typed_at = models.DateTimeField(db_default=Now())
    typed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["turn"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "turn"], name="budgeting_reading_turn_once"),
            models.UniqueConstraint(fields=["sheet", "typed_by"], name="budgeting_reading_other_eyes"),
            models.CheckConstraint(condition=Q(turn__gte=1, turn__lte=3), name="budgeting_reading_three_at_most"),
            models.CheckConstraint(condition=Q(void="") | Q(numbers__len=0), name="budgeting_reading_void_or_choices"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.turn}"

    @property
    def said(self) -> tuple[tuple[tuple[int, int], ...], bool]:
        """What is compared: the choices, and whether it is void (two reasons for that are one verdict)."""
        return tuple(sorted(zip(self.numbers, self.values, strict=True))), bool(self.void)


class Settlement(models.Model):
    """Three readings differ: the third reader, who then sees them all, says which is kept, or that the sheet is void, and why."""

    PERSONAL_FIELDS: ClassVar = {"settled_by": "who settled it; in the journal"}

    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="settlement")
    kept_turn = models.PositiveSmallIntegerField(null=True)  # of the reading that is kept; none: the sheet is void
    reason = models.CharField(_("Pourquoi"), max_length=300)
    settled_at = models.DateTimeField(db_default=Now())
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kept_turn__isnull=True) | Q(kept_turn__gte=1, kept_turn__lte=3),
                name="budgeting_settlement_keeps_one_of_three",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="budgeting_settlement_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.kept_turn or 'void'}"
