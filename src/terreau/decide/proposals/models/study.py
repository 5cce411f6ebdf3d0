"""What the services found, what it costs, what was decided and by whom it was checked; and the appeal against it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.proposals.enums import CostKind, Criterion, Outcome, Verdict
from terreau.decide.proposals.models.proposal import Proposal
from terreau.trust.people.models import Person


class Study(models.Model):
    """One study of one proposal. A new one, after an appeal, leaves the old one to be read.

    It is decided by one person and holds once a second one has checked it; until then it is a draft that authors see.
    Decided, it is kept as it is until it is sent back; checked, for good. `started_by` is who has it in hand: nobody
    once it is given back, nor when an appeal has just opened it. `decided_on` is the version of the proposal that was read.
    """

    PERSONAL_FIELDS: ClassVar = {
        "started_by": "who studies; public",
        "decided_by": "who decided; public",
        "checked_by": "who checked; public",
    }

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="studies")
    started_at = models.DateTimeField(db_default=Now())
    started_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    retained = models.BooleanField(null=True)
    reasons = models.TextField(_("Pourquoi"), max_length=3000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_on = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)  # grows at each change: nobody overwrites another unseen

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name_plural = "studies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(checked_at__isnull=True), name="proposals_study_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(retained__isnull=True, decided_at__isnull=True)
                | (Q(retained__isnull=False, decided_at__isnull=False) & ~Q(reasons="")),
                name="proposals_study_decided_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) | Q(decided_at__isnull=False),
                name="proposals_study_decided_before_checked",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(checked_by=F("decided_by")),
                name="proposals_study_checked_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"study of {self.proposal_id}"


class Return(models.Model):
    """A study is sent back, and why: before its check, to be decided anew; after it, by opening a new one."""

    PERSONAL_FIELDS: ClassVar = {"returned_by": "who sent it back; public"}

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="returns")
    reason = models.CharField(_("Ce qui manque"), max_length=600)
    returned_at = models.DateTimeField(db_default=Now())
    returned_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="proposals_return_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.study_id}: {self.reason}"


class Finding(models.Model):
    """One line of the feasibility grid."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="findings")
    criterion = models.CharField(max_length=12, choices=Criterion.choices)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    remark = models.CharField(_("Ce qu’il faut savoir"), max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "criterion"], name="proposals_finding_once"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.YES) | ~Q(remark=""), name="proposals_finding_reserve_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.verdict}"


class CostLine(models.Model):
    """Part of the price; the sum of what is paid once is what stands on the ballot."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="costs")
    label = models.CharField(_("Quoi"), max_length=120)
    kind = models.CharField(max_length=10, choices=CostKind.choices, default=CostKind.ONCE)
    amount = models.DecimalField(_("Combien"), max_digits=12, decimal_places=2)
    source = models.CharField(_("D’où vient ce prix"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="proposals_cost_is_money"),
            models.UniqueConstraint(fields=["study", "kind", "label"], name="proposals_cost_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.amount}"


class Appeal(models.Model):
    """An author contests a refusal; somebody else than who refused answers, in public."""

    PERSONAL_FIELDS: ClassVar = {
        "made_by": "the author who appeals; shown by the name of the account",
        "answered_by": "who answered; public",
    }

    study = models.OneToOneField(Study, on_delete=models.PROTECT, related_name="appeal")
    text = models.TextField(_("Ce que vous contestez, et pourquoi"), max_length=2000)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("Réponse"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True)
                | (~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False)),
                name="proposals_appeal_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal on {self.study_id}"
