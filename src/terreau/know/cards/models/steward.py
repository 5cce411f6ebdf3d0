"""People who keep a card because they speak for what it describes."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from terreau.know.cards.models.card import Card


class Stewardship(models.Model):
    PERSONAL_FIELDS: ClassVar = {"person": "who keeps the card; shown to staff and to the person"}

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="stewardships")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="stewardships")
    given_at = models.DateTimeField(db_default=Now())
    given_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["card", "person"],
                condition=models.Q(ended_at__isnull=True),
                name="cards_stewardship_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} keeps {self.card_id}"
