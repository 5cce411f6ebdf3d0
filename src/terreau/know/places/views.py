"""Pages of places."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from terreau.know.cards.enums import Species
from terreau.know.cards.views import editing, sheet
from terreau.know.places.forms import PlaceForm
from terreau.know.places.queries import place_facts


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('cards:map')}?species=place")


@require_GET
def card(request: HttpRequest, slug: str) -> HttpResponse:
    found = sheet.find(slug, Species.PLACE)
    return sheet.card_page(request, found, "places/card.html", extra=place_facts(found))


def new(request: HttpRequest) -> HttpResponse:
    return editing.create(request, Species.PLACE, PlaceForm, "cards/form.html")


def form(request: HttpRequest, slug: str) -> HttpResponse:
    return editing.edit(request, sheet.find(slug, Species.PLACE), PlaceForm, "cards/form.html")
