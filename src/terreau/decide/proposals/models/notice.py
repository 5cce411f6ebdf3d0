"""Who is to be told what became of a proposal: one line a person and an outcome, so that nobody hears it twice."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from terreau.decide.proposals.enums import News
from terreau.decide.proposals.models.proposal import Proposal
from terreau.trust.people.models import Person


class Notice(models.Model):
    """Waits for the next letter to this person, which tells all that waits."""

    PERSONAL_FIELDS: ClassVar = {"person": "who asked to hear of it"}

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    news = models.CharField(max_length=10, choices=News.choices)
    event = models.BigIntegerField(default=0)  # of the journal, for news that may come again
    made_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "person", "news", "event"], name="proposals_notice_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], condition=models.Q(sent_at__isnull=True), name="proposals_to_tell"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.news}"
