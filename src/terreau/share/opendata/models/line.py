"""One line of an import: what it says, what becomes of it and why, and whether it was written."""

from typing import ClassVar

from django.db import models

from terreau.know.cards.models import Card
from terreau.share.opendata.enums import WRITTEN, Verdict
from terreau.share.opendata.models.importing import Import


class Line(models.Model):
    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=200, blank=True)
    values = models.JSONField(default=dict)
    words = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    why = models.JSONField(default=list)  # sentences
    last = models.JSONField(null=True)  # what the source had said of a known row: undoing an import gives it back
    card = models.ForeignKey(Card, on_delete=models.SET_NULL, null=True, related_name="+")
    twin = models.PositiveIntegerField(null=True)  # number of the line of this file that says the same
    sure = models.BooleanField(default=False)  # the duplicate is certain: merged without asking, unless asked to ask
    applied = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="opendata_line_once"),
            models.CheckConstraint(
                condition=~models.Q(applied=True) | models.Q(verdict__in=WRITTEN),
                name="opendata_line_applied_if_written",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["batch", "verdict", "number"], name="opendata_line_verdict")]

    def __str__(self) -> str:
        return f"{self.number}: {self.values.get('name', '')}"
