"""The map page: list, map and table of the same filtered set, and what the map asks for."""

import gzip
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from terreau.know.cards.enums import Species
from terreau.know.cards.filters import Filter, parse
from terreau.know.cards.models import Card
from terreau.know.cards.policies import can_create
from terreau.know.cards.queries import counting, facets, listing, sheet
from terreau.know.cards.queries import points as located
from terreau.know.cards.queries.totals import published_cards
from terreau.know.cards.queries.where import Conditions, conditions
from terreau.know.territory.queries import districts, search_addresses


@require_safe
def atlas(request: HttpRequest) -> HttpResponse:
    """Full page, or only its results when htmx asks."""
    found = parse(request.GET)
    where = conditions(found)
    counts = facets.species_counts(where)
    total = _total(found, counts)
    better = listing.correction(found) if not total else ""
    if better:
        where = conditions(replace(found, q=better))
        counts = facets.species_counts(where)
        total = _total(found, counts)
    page, rows = listing.page_of(where, total)
    context = {
        "found": where.found,
        "asked": found,
        "better": better if total else "",
        "total": total,
        "everything": published_cards(),
        "chips": _chips(where, counts),
        "facets": facets.facets(where),
        "page": page,
        "rows": rows,
        "jumps": _jumps(found),
        "can_create": can_create(request.user),
        "query": where.found.query(paging=False),
    }
    template = "cards/map/page.html#results" if request.htmx else "cards/map/page.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _total(found: Filter, counts: counting.Counts) -> int:
    return counts.get(found.species, 0) if found.species else sum(counts.values())


def _chips(where: Conditions, counts: counting.Counts) -> list[tuple[str, int, str, bool]]:
    """(species, count, address, current): everything first."""
    found = where.found
    rows = [("", sum(counts.values()))] + [(species, counts.get(species, 0)) for species in Species.values]
    return [(name, n, replace(found, species=name, page=1).query(), found.species == name) for name, n in rows]


def _jumps(found: Filter) -> list[tuple[str, str]]:
    """Districts and addresses that the words may mean: (label, address of the map there)."""
    if not found.q or len(found.q) < 3:
        return []
    here = found.without("q", "near", "box")
    named = [d for d in districts() if found.q.lower() in d.name.lower()]
    jumps = [(d.name, replace(here, district=(d.slug,)).query()) for d in named]
    if any(sign.isdigit() for sign in found.q) or not jumps:
        for place in search_addresses(found.q, 3):
            near = (round(place.lon, 5), round(place.lat, 5), 1.0)
            jumps.append((place.label, replace(here, near=near).query()))
    return jumps


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """The filtered set for the map, revalidated by its ETag."""
    where = conditions(parse(request.GET).without("sort", "view", "page"))
    etag = located.etag(where)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    body = located.document(where)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(body if packed else gzip.decompress(body), content_type="application/json")
    if packed:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    patch_vary_headers(response, ["Accept-Encoding"])
    patch_cache_control(response, no_cache=True, private=True)
    return response


@require_safe
def peek(request: HttpRequest, pk: int) -> HttpResponse:
    """What the map shows of one card beside its pin."""
    card = get_object_or_404(Card.objects.published().select_related("kind", "district"), pk=pk)
    return render(
        request, "cards/map/peek.html", {"card": card, "address": sheet.address_of(card), "hours": sheet.hours_of(card)}
    )
