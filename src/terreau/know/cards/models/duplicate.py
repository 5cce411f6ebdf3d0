"""The memory of pairs that someone looked at and found to be two things."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from terreau.know.cards.models.card import Card


class Distinction(models.Model):
    """Two cards that look alike and are not the same; `first` always has the smaller id."""

    PERSONAL_FIELDS: ClassVar = {"by": "who judged; shown to staff"}

    first = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="cards_distinction_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="cards_distinction_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
