"""Pages of actors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from terreau.know.actors.forms import ActorForm
from terreau.know.cards.enums import Species
from terreau.know.cards.views import editing, sheet


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('cards:map')}?species=actor")


@require_GET
def card(request: HttpRequest, slug: str) -> HttpResponse:
    return sheet.card_page(request, sheet.find(slug, Species.ACTOR), "actors/card.html")


def new(request: HttpRequest) -> HttpResponse:
    return editing.create(request, Species.ACTOR, ActorForm, "cards/form.html")


def form(request: HttpRequest, slug: str) -> HttpResponse:
    return editing.edit(request, sheet.find(slug, Species.ACTOR), ActorForm, "cards/form.html")
