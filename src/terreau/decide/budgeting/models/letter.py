"""Codes printed on letters: hashed, counted by a second person before they open anything, revocable."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from terreau.decide.budgeting.models.edition import Edition
from terreau.trust.people.models import Person


class Batch(models.Model):
    """Letters printed together."""

    PERSONAL_FIELDS: ClassVar = {"made_by": "who printed them; in the journal"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="batches")
    label = models.CharField(max_length=80)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["made_at"]

    def __str__(self) -> str:
        return self.label


class Letter(models.Model):
    """Only the keyed hash of the code is kept; `number` is printed on the letter, to revoke it.

    `voter` is the keyed hash of the person whom an agent gave it to at the desk; a letter by post names nobody. The trigger
    `budgeting_pass_given` asks that the edition has a desk, or that the hash is that of an accepted dispute.
    """

    PERSONAL_FIELDS: ClassVar = {"voter": "a keyed hash, so that nobody is given two codes"}
    SECRET_FIELDS: ClassVar = {"digest"}

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    voter = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="budgeting_letter_number_once"),
            models.UniqueConstraint(
                fields=["batch", "voter"],
                condition=~Q(voter="") & Q(revoked_at__isnull=True),
                name="budgeting_letter_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"


class Release(models.Model):
    """Somebody else than who made them counted the printed letters: from then on their codes open the ballot.

    See the triggers: a code of a batch that nobody released votes nowhere; a pass given to a person at the desk needs none.
    """

    PERSONAL_FIELDS: ClassVar = {"released_by": "who counted the letters; public with the edition's tasks"}

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="release")
    counted = models.PositiveIntegerField()
    released_at = models.DateTimeField(db_default=Now())
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.batch}: {self.counted}"
