"""The home page of the town, what one can do in it, and how far its pages are accessible."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from terreau.portal import queries


def _person(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


def home(request: HttpRequest) -> HttpResponse:
    parts = {"home": queries.home(_person(request)), "today": timezone.localdate()}
    return render(request, "portal/home.html", parts)


def participate(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/participate.html", {"calls": queries.calls(_person(request))})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")
