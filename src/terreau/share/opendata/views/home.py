"""What is open here, under which licence, and how to reuse it."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from terreau.know.cards.models import Card, Source
from terreau.share.opendata.policies import can_import


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    sources = Source.objects.annotate(cards=Count("origins")).order_by("name")
    context = {"sources": sources, "total": Card.objects.published().count(), "can_import": can_import(request.user)}
    return render(request, "opendata/home.html", context)
