"""Cards that have no position yet, to be placed by hand."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from terreau.know.cards.queries.duties import to_place
from terreau.trust.people.policies import check_is_staff

PAGE = 50


def cards_to_place(request: HttpRequest) -> HttpResponse:
    check_is_staff(request.user)
    page = Paginator(to_place().select_related("kind"), PAGE).get_page(request.GET.get("page"))
    return render(request, "cards/to_place.html", {"page": page})
