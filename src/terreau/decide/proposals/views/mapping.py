"""The list on the map: its marks, and what stands beside the one that is pressed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from terreau.decide.proposals import policies, queries
from terreau.decide.proposals.queries import marks
from terreau.decide.proposals.views.finding import edition_of, proposal_of, wanted_in


@require_safe
def points(request: HttpRequest, slug: str) -> HttpResponse:
    """The marks of the filtered set, revalidated by their ETag."""
    listing = queries.Listing(edition_of(request, slug), wanted_in(request))
    etag = marks.etag(listing)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(marks.document(listing), content_type="application/json", headers={"ETag": etag})
    patch_cache_control(response, no_cache=True, private=True)
    return response


@require_safe
def peek(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One idea beside its mark; as on the list, a concealed one is not there."""
    one = proposal_of(request, slug, number)
    if policies.is_concealed(one):
        raise Http404
    return render(request, "proposals/parts/peek.html", {"one": one, "edition": one.edition})
