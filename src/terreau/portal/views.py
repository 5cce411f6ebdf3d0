"""The home page of the town."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from terreau.portal import queries


def home(request: HttpRequest) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    return render(request, "portal/home.html", {"home": queries.home(person), "today": timezone.localdate()})
