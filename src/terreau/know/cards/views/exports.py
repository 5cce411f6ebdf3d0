"""Downloads and feed of the filtered set."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from terreau.know.cards import exports
from terreau.know.cards.filters import parse
from terreau.know.cards.queries.where import conditions
from terreau.know.territory.queries import town

FEED_LENGTH = 50


@require_GET
def download(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """Streamed; how many cards were left out for want of a licence is said in a header."""
    cards, closed = exports.open_cards(conditions(parse(request.GET)).queryset().order_by("pk"))
    found = exports.rows(cards, request.build_absolute_uri)
    lines, kind = (exports.as_csv, "text/csv") if form == "csv" else (exports.as_geojson, "application/geo+json")
    response = StreamingHttpResponse(lines(found), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="terreau.{form}"'
    response["X-Left-Out-Unknown-Licence"] = str(closed)
    return response


@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """What changed lately in the filtered set."""
    found = parse(request.GET)
    cards, _closed = exports.open_cards(conditions(found).queryset())
    home = town()
    link = request.build_absolute_uri(f"{request.path.rsplit('/', 1)[0]}/?{found.query()}")
    atom = Atom1Feed(
        title=_("Fiches de %(town)s") % {"town": home.name if home else "Terreau"},
        link=link,
        description="",
        feed_url=request.build_absolute_uri(),
    )
    for card in cards.order_by("-updated_at", "pk")[:FEED_LENGTH]:
        url = request.build_absolute_uri(card.get_absolute_url())
        atom.add_item(
            title=card.name, link=url, unique_id=url, description=card.summary,
            updateddate=card.updated_at, pubdate=card.created_at,
        )  # fmt: skip
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
