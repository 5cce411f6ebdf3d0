"""How the words of a proposal changed: each version whole, and what others asked to change."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.proposals.enums import Outcome
from terreau.decide.proposals.models.proposal import Proposal
from terreau.trust.people.models import Person


class Amendment(models.Model):
    """Somebody asks for other words; the authors answer. `base` is the version that it was written on."""

    PERSONAL_FIELDS: ClassVar = {
        "made_by": "who asks; shown by the name of the account",
        "decided_by": "the author who answered; shown the same way",
    }

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="amendments")
    base = models.PositiveIntegerField()
    title = models.CharField(_("Titre"), max_length=120)
    summary = models.CharField(_("En une phrase"), max_length=240)
    text = models.TextField(_("L’idée, comme vous l’écririez"), max_length=6000)
    reason = models.CharField(_("Pourquoi changer"), max_length=400)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(_("Réponse"), max_length=400, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True) | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="proposals_amendment_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFUSED) | ~Q(answer=""), name="proposals_amendment_refusal_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.reason}"


class Version(models.Model):
    """The words as they stood; never changed. `amendment` is what brought them, if somebody else asked."""

    PERSONAL_FIELDS: ClassVar = {"made_by": "who wrote it; shown by the name of the account"}

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=240)
    text = models.TextField()
    rough_cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    note = models.CharField(_("Ce qui change, en une phrase"), max_length=200, blank=True)
    amendment = models.OneToOneField(Amendment, on_delete=models.SET_NULL, null=True, related_name="version")
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposals_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} v{self.number}"
