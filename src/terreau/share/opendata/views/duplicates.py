"""Cards that look alike, pair by pair: joined field by field, or told apart for good."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from terreau.know.cards import actions as cards
from terreau.know.cards import species as kinds
from terreau.know.cards.enums import CardStatus, Species
from terreau.know.cards.models import Card
from terreau.know.cards.queries.sheet import source_lines
from terreau.share.opendata.policies import check_can_merge
from terreau.share.opendata.queries.pairs import doubtful_pairs

SHOWN = 60


def duplicates(request: HttpRequest) -> HttpResponse:
    """The pairs of the town that wait for someone to look."""
    check_can_merge(request.user)
    species = request.GET.get("species", "actor")
    pairs = doubtful_pairs(species if species in Species.values else "actor")
    return render(
        request, "opendata/duplicates.html", {"pairs": pairs[:SHOWN], "total": len(pairs), "species": species}
    )


def pair(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """Two cards side by side."""
    check_can_merge(request.user)
    kept, gone = get_object_or_404(Card, pk=first), get_object_or_404(Card, pk=second)
    if request.method == "POST":
        return _decide(request, kept, gone)
    if CardStatus.MERGED in (kept.status, gone.status):
        return redirect("opendata:duplicates")
    context = {"kept": kept, "gone": gone, "rows": _rows(kept, gone)}
    return render(request, "opendata/pair.html", context)


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
    return [
        {
            "name": name,
            "label": label,
            "left": left[name],
            "right": right[name],
            "left_line": lines.get(name),
            "right_line": others.get(name),
            "take": left[name] in empty,
        }
        for name, label in kinds.labels_of(kept.species).items()
        if left[name] != right[name] and right[name] not in empty and name != "other_names"
    ]
