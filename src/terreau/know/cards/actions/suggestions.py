"""Corrections that anyone proposes and that people decide."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.know.cards.models import Card, Suggestion
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def suggest_correction(*, card: Card, kind: str, text: str, by: Any, field: str = "", contact: str = "") -> Suggestion:
    """Keep the proposal for the card's stewards and the town's staff; the same one sent twice is kept once."""
    same, created = Suggestion.objects.get_or_create(
        card=card, kind=kind, field=field, text=text, decided_at=None, defaults={"person": by, "contact": contact}
    )
    if created:
        record(
            "cards.correction_suggested", by=by, on=card, public=False, role="member" if by else "visitor",
            detail={"kind": kind, "field": field},
        )  # fmt: skip
    return same


@transaction.atomic
def decide_suggestion(*, suggestion: Suggestion, outcome: str, by: Any, answer: str = "") -> Suggestion:
    """Close it with an answer; the contact address has then served and is erased."""
    held = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if held.decided_at:
        raise Refused(_("Cette proposition a déjà reçu une réponse."))
    held.outcome, held.answer, held.contact = outcome, answer, ""
    held.decided_at, held.decided_by = timezone.now(), by
    held.save()
    record("cards.correction_decided", by=by, on=held.card, detail={"outcome": outcome})
    return held
