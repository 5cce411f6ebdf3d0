"""Cards that look alike, pair by pair: joined field by field, or told apart for good."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from terreau.know.cards import actions as cards
from terreau.know.cards import species as kinds
from terreau.know.cards.enums import CardStatus, Species
from terreau.know.cards.models import Card
from terreau.know.cards.queries.sheet import source_lines
from terreau.share.opendata import actions
from terreau.share.opendata.models import Comparison
from terreau.share.opendata.policies import check_can_merge
from terreau.share.opendata.queries.dots import PAIR, apart, pair_dots
from terreau.share.opendata.queries.doubles import sentence
from terreau.share.opendata.queries.pairs import comparison, doubtful_pairs
from terreau.share.opendata.queries.wording import said_by
from terreau.share.opendata.tasks import compare

PAGE = 30


def duplicates(request: HttpRequest) -> HttpResponse:
    """The pairs of the town that wait for someone to look, as last compared; POST: compare again."""
    check_can_merge(request.user)
    species = request.GET.get("species", "")
    species = species if species in Species.values else Species.ACTOR.value
    if request.method == "POST":
        actions.ask_comparison(species=species, by=request.user)
        compare.defer(species=species)
        return redirect(f"{reverse('opendata:duplicates')}?species={species}")
    held = comparison(species)
    if request.htmx:
        return _compared(request, held)
    page = Paginator(doubtful_pairs(species), PAGE).get_page(request.GET.get("page"))
    pairs = [(one, [sentence(*reason) for reason in one.reasons]) for one in page]
    context = {"page": page, "pairs": pairs, "species": species, "comparison": held}
    return render(request, "opendata/duplicates.html", context)


def _compared(request: HttpRequest, held: Comparison) -> HttpResponse:
    """Asked every other second while a comparison is awaited: the page is shown anew once it is there."""
    response = render(request, "opendata/compared.html", {"comparison": held, "species": held.species})
    if not held.awaited:
        response["HX-Refresh"] = "true"
    return response


def pair(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """Two cards side by side."""
    check_can_merge(request.user)
    kept, gone = get_object_or_404(Card, pk=first), get_object_or_404(Card, pk=second)
    if request.method == "POST":
        return _decide(request, kept, gone)
    if CardStatus.MERGED in (kept.status, gone.status):
        return redirect("opendata:duplicates")
    context = {"kept": kept, "gone": gone, "rows": _rows(kept, gone), "signs": PAIR, "metres": apart(kept, gone)}
    return render(request, "opendata/pair.html", context)


@require_GET
def points(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """Where the two cards are, for the map."""
    check_can_merge(request.user)
    return JsonResponse(pair_dots([get_object_or_404(Card, pk=first), get_object_or_404(Card, pk=second)]))


def _decide(request: HttpRequest, kept: Card, gone: Card) -> HttpResponse:
    if request.POST.get("decision") == "different":
        cards.distinguish(first=kept, second=gone, by=request.user)
        messages.success(request, _("C’est retenu : ces deux fiches ne seront plus proposées."))
        return redirect("opendata:duplicates")
    take = {name for name in kinds.editable(kept.species) if request.POST.get(name) == "gone"}
    card = cards.merge_cards(kept=kept, gone=gone, take=take, by=request.user)
    messages.success(request, _("Les deux fiches sont réunies. L’histoire permet de les séparer."))
    return redirect(card)


def _rows(kept: Card, gone: Card) -> list[dict[str, object]]:
    """The fields that differ; the one filled is chosen when the other is empty."""
    left, right = kinds.values_of(kept), kinds.values_of(gone)
    lines, others = source_lines(kept), source_lines(gone)
    empty = (None, "", [], {})
    said = said_by(left, right)
    return [
        {
            "name": name,
            "label": label,
            "left": said(name, left[name]),
            "right": said(name, right[name]),
            "left_line": lines.get(name),
            "right_line": others.get(name),
            "take": left[name] in empty,
        }
        for name, label in kinds.labels_of(kept.species).items()
        if left[name] != right[name] and right[name] not in empty and name != "other_names"
    ]
