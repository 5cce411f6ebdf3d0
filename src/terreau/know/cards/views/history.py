"""The whole history of a card, and taking a change back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from terreau.know.cards import actions, policies
from terreau.know.cards.models import Card, Revision
from terreau.know.cards.queries.history import history
from terreau.lib.errors import NotAllowed


@require_GET
def card_history(request: HttpRequest, slug: str) -> HttpResponse:
    card = get_object_or_404(Card, slug=slug)
    if not policies.can_see(request.user, card):
        raise NotAllowed(_("Cette fiche n’est pas publique."))
    context = {"card": card, "entries": history(card), "can_edit": policies.can_edit(request.user, card)}
    return render(request, "cards/history.html", context)


@require_POST
def undoing(request: HttpRequest, revision: int) -> HttpResponse:
    change = get_object_or_404(Revision.objects.select_related("card"), pk=revision)
    policies.check_can_edit(request.user, change.card)
    card = actions.undo_revision(revision=change, by=request.user)
    messages.success(request, _("Le changement est annulé. Il reste dans l’histoire, et peut être rétabli."))
    return redirect("cards:history", slug=card.slug)
