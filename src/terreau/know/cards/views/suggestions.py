"""Proposing a correction without an account, and answering it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.know.cards import actions, policies
from terreau.know.cards.forms import SuggestionForm
from terreau.know.cards.models import Card, Suggestion
from terreau.lib.errors import NotAllowed


def suggestion(request: HttpRequest, slug: str) -> HttpResponse:
    card = get_object_or_404(Card.objects.published(), slug=slug)
    form = SuggestionForm(request.POST or None)
    if form.is_valid():
        if not form.cleaned_data["trap"]:
            data = {name: form.cleaned_data[name] for name in ("kind", "text", "contact")}
            by = request.user if request.user.is_authenticated else None
            actions.suggest_correction(card=card, by=by, **data)
        return render(request, "cards/suggested.html", {"card": card})
    return render(request, "cards/suggestion.html", {"card": card, "form": form}, status=422 if request.POST else 200)


def suggestions(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, among the cards that this person may edit."""
    if not policies.can_publish(request.user):
        raise NotAllowed(_("Cette page est réservée aux personnes qui tiennent le carnet de la ville."))
    waiting = Suggestion.objects.filter(decided_at__isnull=True).select_related("card__district", "person")
    decided = Suggestion.objects.filter(decided_at__isnull=False).select_related("card", "decided_by")[:20]
    return render(request, "cards/suggestions.html", {"waiting": waiting[:200], "decided": decided})


@require_POST
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(Suggestion.objects.select_related("card"), pk=pk)
    policies.check_can_edit(request.user, proposal.card)
    outcome = Suggestion.Outcome(request.POST["outcome"])
    actions.decide_suggestion(
        suggestion=proposal, outcome=outcome, by=request.user, answer=request.POST.get("answer", "")[:300]
    )
    messages.success(request, _("La réponse est enregistrée."))
    return redirect("cards:suggestions")
