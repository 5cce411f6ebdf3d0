"""What anybody may say of a published result, what is answered, and what becomes of the result."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.enums import Finding
from terreau.decide.budgeting.models.count import Count
from terreau.decide.budgeting.models.edition import Edition
from terreau.trust.people.models import Person


class Recount(models.Model):
    """Somebody says that they counted again, and what came out: declared, never proved."""

    PERSONAL_FIELDS: ClassVar = {"name": "shown beside the recount, if given"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="recounts")
    name = models.CharField(_("Votre nom"), max_length=80, blank=True)
    means = models.CharField(_("Comment"), max_length=80, blank=True)
    same = models.BooleanField(_("Même résultat"))
    kit_sha256 = models.CharField(max_length=64, blank=True)  # told by the command: the kit it counted, which is ours
    remark = models.TextField(_("Remarque"), max_length=600, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.same}"


class Objection(models.Model):
    """Somebody contests the result. The answer is public and closes with a finding; the trigger holds who may give it."""

    PERSONAL_FIELDS: ClassVar = {
        "name": "shown beside the objection",
        "contact": "to answer; seen by those who answer, erased with the pepper",
        "answered_by": "who answered; public",
    }

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="objections")
    name = models.CharField(_("Votre nom"), max_length=80)
    contact = models.CharField(_("Comment vous répondre"), max_length=120, blank=True)
    text = models.TextField(_("Ce que vous contestez, et pourquoi"), max_length=2000)
    at = models.DateTimeField(db_default=Now())
    answer = models.TextField(_("Réponse"), max_length=2000, blank=True)
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="budgeting_objection_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(finding="") | Q(finding__in=Finding.values, answered_at__isnull=False),
                name="budgeting_objection_found_in_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:40]}"


class Annulment(models.Model):
    """A published result that no longer holds, because an objection was founded. It stays readable, with its kit.

    The trigger copies who published it and when; a later publication takes its place only by a new count.
    """

    PERSONAL_FIELDS: ClassVar = {"annulled_by": "who answered; public", "published_by": "who had published; public"}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="annulments")
    count = models.OneToOneField(Count, on_delete=models.PROTECT, related_name="annulment")
    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="annulment")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    annulled_at = models.DateTimeField(db_default=Now())
    annulled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-annulled_at"]

    def __str__(self) -> str:
        return f"{self.count_id}: {self.objection_id}"


class Concealment(models.Model):
    """Words of a recount or an objection, hidden by a moderator for a reason that all may read; another may lift it.

    Only words are hidden: the recount is still counted, the objection still awaits its answer.
    """

    PERSONAL_FIELDS: ClassVar = {"concealed_by": "the moderator; public", "lifted_by": "the same"}

    recount = models.ForeignKey(Recount, on_delete=models.PROTECT, null=True, related_name="concealments")
    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, null=True, related_name="concealments")
    reason = models.CharField(_("Pourquoi"), max_length=400)
    concealed_at = models.DateTimeField(db_default=Now())
    concealed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["concealed_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recount__isnull=True) ^ Q(objection__isnull=True), name="budgeting_concealment_of_one"
            ),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="budgeting_concealment_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True) | Q(lifted_at__isnull=False), name="budgeting_lifted_by_with_at"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True)
                | Q(concealed_by__isnull=True)
                | ~Q(lifted_by=models.F("concealed_by")),
                name="budgeting_lifted_by_another",
            ),
            models.UniqueConstraint(
                fields=["recount"], condition=Q(lifted_at__isnull=True), name="budgeting_recount_concealed_once"
            ),
            models.UniqueConstraint(
                fields=["objection"], condition=Q(lifted_at__isnull=True), name="budgeting_objection_concealed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reason
