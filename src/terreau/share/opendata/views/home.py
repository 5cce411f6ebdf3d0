"""What is open here, under which licence, and how to reuse it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from terreau.know.cards.models import Source
from terreau.know.cards.queries.totals import cards_by_source, published_cards
from terreau.share.opendata.policies import can_import


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    cards = cards_by_source()
    sources = [(source, cards.get(source.pk, 0)) for source in Source.objects.order_by("name")]
    context = {"sources": sources, "total": published_cards(), "can_import": can_import(request.user)}
    return render(request, "opendata/home.html", context)
