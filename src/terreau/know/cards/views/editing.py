"""Creating and editing a card through a form, for actors and places alike."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from terreau.know.cards import actions, policies
from terreau.know.cards import species as kinds
from terreau.know.cards.enums import CardStatus
from terreau.know.cards.forms import CardForm
from terreau.know.cards.models import Card
from terreau.know.cards.queries.similar import similar_cards


def create(request: HttpRequest, species: str, form_class: type[CardForm], template: str) -> HttpResponse:
    """A new card; look-alikes are shown once before it is saved."""
    policies.check_can_create(request.user)
    form = form_class(request.POST or None)
    doubles: list[Card] = []
    if form.is_valid():
        values = form.cleaned_data
        if not request.POST.get("different"):
            doubles = similar_cards(values["name"], phone=values["phone"], siret=values["siret"])
        if not doubles:
            return redirect(_created(request, species, values))
    status = 200 if request.method == "GET" else 422
    return render(request, template, {"form": form, "doubles": doubles, "species": species}, status=status)


def _created(request: HttpRequest, species: str, values: dict[str, Any]) -> Card:
    publish = policies.can_publish(request.user)
    card = actions.create_card(
        species=species,
        values=values,
        source=actions.builtin_source(values["said_by"]),
        by=request.user,
        status=CardStatus.PUBLISHED if publish else CardStatus.PROPOSED,
        note=values["note"],
    )
    if publish:
        messages.success(request, _("La fiche est sur la carte."))
    else:
        messages.success(request, _("Merci. Votre fiche sera relue par l’équipe avant de paraître."))
    return card


def edit(request: HttpRequest, card: Card, form_class: type[CardForm], template: str) -> HttpResponse:
    policies.check_can_edit(request.user, card)
    form = form_class(request.POST or None, initial={**kinds.values_of(card), "version": card.version})
    if form.is_valid():
        values = form.cleaned_data
        before = card.version
        card = actions.edit_card(
            card=card,
            values=values,
            source=actions.builtin_source(values["said_by"]),
            by=request.user,
            version=values["version"],
            note=values["note"],
        )
        changed = card.version != before
        messages.success(request, _("C’est enregistré.") if changed else _("Rien n’avait changé : rien n’a été écrit."))
        return redirect(card)
    status = 200 if request.method == "GET" else 422
    return render(request, template, {"form": form, "card": card, "species": card.species}, status=status)
