"""What proposals add to the pages of editions, projects and cards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from terreau.decide.proposals import policies, queries
from terreau.decide.proposals.models import Proposal
from terreau.decide.proposals.queries import home
from terreau.decide.proposals.views.finding import about, edition_of, readable
from terreau.know.cards.models import Card

MOST = 4


def panel(request: HttpRequest, slug: str) -> HttpResponse:
    """The most supported, and the way to propose."""
    edition = edition_of(request, slug)
    if not request.htmx:
        return redirect("proposals:proposals", slug=slug)
    some = (
        Proposal.objects.shown()
        .filter(edition=edition)
        .select_related("edition", "district")
        .order_by("-supports", "pk")[:MOST]
    )
    context = about(request, edition, some=some, said=home.count_in_words(edition))
    context["proposing"] = policies.is_on(edition, "submit")
    return render(request, "proposals/parts/panel.html", context)


def origin(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Where a project on the ballot comes from."""
    one = readable(request, slug, number)
    if not request.htmx:
        return redirect(one)
    return render(request, "proposals/parts/origin.html", {"sheet": queries.Sheet(one, request.user), "one": one})


def of_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposals that point at a card of the map."""
    card = get_object_or_404(Card.objects.published(), pk=pk)
    template = "proposals/parts/of_card.html" if request.htmx else "proposals/of_card.html"
    return render(request, template, {"card": card, "some": home.about_card(pk)})
