"""Pairs of cards that look alike, kept from one comparison to the next so that no page compares the town."""

from typing import ClassVar

from django.db import models

from terreau.know.cards.enums import Species
from terreau.know.cards.models import Card


class Likeness(models.Model):
    """Two cards that may be one thing, as the finder last judged them; `first` always has the smaller id."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    first = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    verdict = models.CharField(max_length=8)  # same, likely, possible
    reasons = models.JSONField(default=list)  # [[kind, value]]: said in the reader's language

    class Meta:
        verbose_name_plural = "likenesses"
        ordering: ClassVar = ["-score", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="opendata_likeness_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="opendata_likeness_ordered"),
        ]
        indexes: ClassVar = [models.Index(fields=["-score", "id"], name="opendata_likeness_best")]

    def __str__(self) -> str:
        return f"{self.first_id} ≈ {self.second_id}"


class Comparison(models.Model):
    """When the cards of a species were last compared, among how many, and whether someone asked for it again."""

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    species = models.CharField(max_length=5, choices=Species.choices, primary_key=True)
    compared_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    whole = models.BooleanField(default=False)  # asked for by a person: all cards, not only those that changed
    cards = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.species} {self.compared_at}"

    @property
    def awaited(self) -> bool:
        """Someone, or an import, asked for it since the last one."""
        return self.asked_at is not None and (self.compared_at is None or self.asked_at > self.compared_at)
