"""The one spine of events: append-only by trigger, hash-chained by trigger, verifiable by command."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Now


class Event(models.Model):
    """Who did what, on what, when; never private content.

    `salt`, `digest` and `hash` are written by the database (see migration 0002): digest is the SHA-256 of the
    event's canonical text, hash chains it to the one before.
    """

    PERSONAL_FIELDS: ClassVar = {"by_id": "who acted; published only as a role"}

    at = models.DateTimeField(db_default=Now())
    name = models.CharField(max_length=80)  # app.past_tense, such as cards.card_edited
    by_id = models.BigIntegerField(null=True)  # no foreign key: the event outlives the account
    role = models.CharField(max_length=20, default="system")  # as whom: visitor, member, connector, system…
    object_type = models.CharField(max_length=60, default="")
    object_id = models.CharField(max_length=60, default="")
    public = models.BooleanField(default=True)
    detail = models.JSONField(default=dict)
    salt = models.BinaryField(db_default=models.Value(b""))
    digest = models.BinaryField(db_default=models.Value(b""))
    hash = models.BinaryField(db_default=models.Value(b""))

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id", "-id"], name="audit_event_object"),
            models.Index(fields=["name", "-id"], name="audit_event_name"),
            models.Index(
                Func(F("name"), Value("."), Value(1), function="split_part"), F("id").desc(), name="audit_event_app"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.object_type}:{self.object_id}"

    @property
    def fingerprint(self) -> str:
        """The hash as people copy it."""
        return bytes(self.hash).hex()
