"""A correction that anyone may propose, with or without an account; people decide, never a machine."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.models.card import Card


class Suggestion(models.Model):
    PERSONAL_FIELDS: ClassVar = {
        "person": "who proposed, when signed in",
        "contact": "answering the person; erased once decided",
        "text": "may name people; shown to staff and stewards only",
    }

    class Kind(models.TextChoices):
        CHANGE = "change", _("Une information est à corriger")
        GONE = "gone", _("Cela n’existe plus")
        DUPLICATE = "duplicate", _("Deux fiches pour la même chose")
        RULES = "rules", _("Cette fiche ne respecte pas la charte")

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Retenue")
        REFUSED = "refused", _("Écartée")

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="suggestions")
    kind = models.CharField(_("De quoi s’agit-il ?"), max_length=10, choices=Kind.choices, default=Kind.CHANGE)
    field = models.CharField(max_length=20, blank=True)
    text = models.TextField(_("Votre correction"), max_length=2000)
    contact = models.EmailField(_("Pour vous répondre (facultatif)"), blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, outcome="")
                | (models.Q(decided_at__isnull=False) & ~models.Q(outcome="")),
                name="cards_suggestion_decided_with_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.card_id}"
