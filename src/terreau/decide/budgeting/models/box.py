"""The ballot box: who voted on one side, what was chosen on the other, and nothing that joins them.

A ballot is first a `Slip`, written with the attendance in one transaction. A mixing then moves slips into the box by the
score, in random order, in a transaction of its own, and empties the file that held them (`actions.mixing`): neither an
identifier, nor a date, nor the order of rows, nor the number of a transaction says whose a ballot is.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models.edition import Edition


class Attendance(models.Model):
    """A person voted. `voter` is a keyed hash of the person, `proof` of the account or letter that opened the door.

    Both are unique: the same person by another channel, or the same letter in other hands, is refused.
    """

    PERSONAL_FIELDS: ClassVar = {
        "voter": "a keyed hash, so that nobody votes twice; unreadable once the key is gone",
        "proof": "the same for the account or letter",
    }

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="attendances")
    voter = models.CharField(max_length=64)
    proof = models.CharField(max_length=64)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "voter"], name="budgeting_attendance_once"),
            models.UniqueConstraint(fields=["edition", "proof"], name="budgeting_attendance_proof_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.channel}"


class Choices(models.Model):
    """`numbers` of projects and what each is given: 1, points, or a position from 1."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    numbers = ArrayField(models.PositiveIntegerField(), default=list)
    values = ArrayField(models.PositiveIntegerField(), default=list)
    tracking = models.CharField(max_length=64)  # SHA-256 of the voter's code

    class Meta:
        abstract = True


class Slip(Choices):
    """A ballot on its way to the box."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="slips")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "tracking"], name="budgeting_slip_code_once"),
        ]

    def __str__(self) -> str:
        return "a slip"


class Ballot(Choices):
    """A ballot in the box; `extra` only for those of an imported file."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="ballots")
    extra = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "tracking"], condition=~Q(tracking=""), name="budgeting_ballot_code_once"
            ),
        ]

    def __str__(self) -> str:
        return "a ballot"


class Replacement(models.Model):
    """A tracking code was used to vote again: its ballot no longer counts. Unique: one ballot has one successor."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="replacements")
    tracking = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "tracking"], name="budgeting_replacement_once"),
        ]

    def __str__(self) -> str:
        return "a replacement"
