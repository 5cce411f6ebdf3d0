"""Confirming, archiving, restoring, publishing: each a noun that one posts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.know.cards import actions, policies
from terreau.know.cards.enums import CardStatus
from terreau.know.cards.models import Card


@require_POST
def confirmation(request: HttpRequest, slug: str) -> HttpResponse:
    """Still true: said by someone who keeps the card, or by the town's staff."""
    card = get_object_or_404(Card, slug=slug)
    policies.check_can_edit(request.user, card)
    fields = [request.POST["field"]] if request.POST.get("field") in card.fields else None
    source = actions.builtin_source("self" if policies.is_steward(request.user, card) else "survey")
    actions.confirm_card(card=card, source=source, by=request.user, fields=fields)
    messages.success(request, _("Merci : la fiche est confirmée à ce jour."))
    return redirect(card)


@require_POST
def retirement(request: HttpRequest, slug: str) -> HttpResponse:
    """Off the map, or back on it."""
    card = get_object_or_404(Card, slug=slug)
    policies.check_can_edit(request.user, card)
    note = request.POST.get("note", "")[:300]
    if request.POST.get("back"):
        actions.restore_card(card=card, by=request.user, note=note)
        messages.success(request, _("La fiche est de nouveau sur la carte."))
    else:
        actions.archive_card(card=card, by=request.user, note=note)
        messages.success(request, _("La fiche est archivée. L’histoire permet de la remettre en ligne."))
    return redirect(card)


@require_POST
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    card = get_object_or_404(Card, slug=slug, status__in=[CardStatus.PROPOSED, CardStatus.PUBLISHED])
    policies.check_can_edit(request.user, card)
    actions.publish_card(card=card, by=request.user)
    messages.success(request, _("La fiche est sur la carte."))
    return redirect(card)
