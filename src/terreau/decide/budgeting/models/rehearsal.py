"""A rehearsal before the vote: which ballots every rule was tried on, so that anybody can do the same again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.enums import InventedPattern, RehearsedOn
from terreau.decide.budgeting.models.edition import Edition
from terreau.trust.people.models import Person


class Rehearsal(models.Model):
    """Only what was asked is kept; what comes out is counted from it, always the same for the same projects."""

    PERSONAL_FIELDS: ClassVar = {"asked_by": "who asked for it; in the journal"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rehearsals")
    ballots = models.CharField(_("Sur quels bulletins"), max_length=10, choices=RehearsedOn.choices)
    voters = models.PositiveIntegerField(_("Combien de votants inventés"), default=1_000)
    pattern = models.CharField(
        _("Comment ils votent"), max_length=10, choices=InventedPattern.choices, default=InventedPattern.DISTRICT
    )
    seed = models.PositiveIntegerField(_("Numéro du tirage"), default=1)
    asked_at = models.DateTimeField(db_default=Now())
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(voters__gte=10, voters__lte=50_000), name="budgeting_rehearsal_crowd"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.ballots} {self.pattern} {self.seed}"
