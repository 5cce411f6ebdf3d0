"""The page of a card, drawn by actors and places with what they add."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.know.cards import policies
from terreau.know.cards.enums import CardStatus
from terreau.know.cards.models import Card
from terreau.know.cards.queries import sheet
from terreau.know.cards.queries.history import history
from terreau.know.cards.queries.jsonld import linked_data
from terreau.know.cards.rules import is_stale
from terreau.lib.errors import NotAllowed
from terreau.ui import panels


def find(slug: str, species: str) -> Card:
    cards = Card.objects.select_related("kind", "district", "merged_into", "created_by")
    return get_object_or_404(cards, slug=slug, species=species)


def card_page(
    request: HttpRequest, card: Card, template: str, extra: Iterable[tuple[str, object, Any, str]] = ()
) -> HttpResponse:
    """`extra` are the facts of its species; merged cards lead to the one that was kept."""
    if card.status == CardStatus.MERGED and card.merged_into:
        return redirect(card.merged_into, permanent=False)
    if not policies.can_see(request.user, card):
        raise NotAllowed(_hidden(card))
    categories = sheet.categories_of(card)
    context = {
        "card": card,
        "kind": card.kind,
        "themes": [c for c in categories if c.pk != card.kind_id],
        "facts": sheet.facts(card, extra),
        "pictures": card.pictures.all(),
        "open_now": sheet.open_now(card),
        "stale": is_stale(card.confirmed_at, at=timezone.localdate()),
        "nearby": sheet.nearby(card),
        "history": history(card, limit=5),
        "panels": panels.shown("cards.card", card),
        "linked_data": linked_data(card, categories, request.build_absolute_uri(card.get_absolute_url())),
        "can_edit": policies.can_edit(request.user, card),
        "can_merge": policies.can_merge(request.user),
    }
    return render(request, template, context)


def _hidden(card: Card) -> str:
    if card.status == CardStatus.PROPOSED:
        return _("Cette fiche attend d’être relue avant de paraître.")
    return _("Cette fiche a été archivée. Les personnes qui tiennent le carnet peuvent encore la lire.")
