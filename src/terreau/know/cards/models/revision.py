"""The history of a card: what each change replaced, so that it can be undone."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from terreau.know.cards.enums import Change
from terreau.know.cards.models.card import Card
from terreau.know.cards.models.source import Source


class Revision(models.Model):
    """`before` and `after` hold only the fields that changed (and the state of relations for a merge)."""

    PERSONAL_FIELDS: ClassVar = {"by": "who changed the card; shown as the name the person displays"}

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="revisions")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    change = models.CharField(max_length=10, choices=Change.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    source = models.ForeignKey(Source, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    batch = models.UUIDField(null=True, db_index=True)  # the import that made it
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="undone_by")

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["card", "-at"], name="cards_revision_card")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.change}"
