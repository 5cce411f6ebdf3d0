"""The list of proposals and each of them, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from terreau.decide.proposals import policies, queries
from terreau.decide.proposals.forms import AnswerForm
from terreau.decide.proposals.models import Proposal
from terreau.decide.proposals.queries import home
from terreau.decide.proposals.views.finding import about, edition_of, readable, wanted_in
from terreau.know.cards.enums import Species
from terreau.know.cards.models import Card
from terreau.lib import spreadsheets
from terreau.lib.names import name_key
from terreau.lib.numbers import whole
from terreau.lib.signs import clean_line

FEED_LENGTH = 40


def proposals(request: HttpRequest, slug: str) -> HttpResponse:
    """The filtered list: as cards, on the map, or as a table."""
    edition = edition_of(request, slug)
    listing = queries.Listing(edition, wanted_in(request))
    page = listing.page(request.GET.get("page", "1"))
    context = about(request, edition, listing=listing, page=page, wanted=listing.wanted)
    context["why_not"] = policies.why_not_propose(request.user, edition)
    context["proposing"] = policies.is_on(edition, "submit")
    context["may_dictate"] = policies.can_dictate(request.user, edition)
    template = "proposals/map.html" if listing.wanted.view == "map" else "proposals/proposals.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


def versions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every version, and the words that changed between two of them."""
    one = readable(request, slug, number)
    last = one.version
    after = whole(request.GET.get("after")) or last
    before = whole(request.GET.get("before")) or max(after - 1, 1)
    compared = queries.comparison(one, before, after)
    if compared is None:
        raise Http404
    rows = one.versions.select_related("made_by", "amendment__made_by")
    return render(
        request, "proposals/versions.html", about(request, one.edition, proposal=one, rows=rows, compared=compared)
    )


def amendment(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """What somebody asks to change, and the answer."""
    one = readable(request, slug, number)
    found = one.amendments.select_related("proposal", "made_by", "decided_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    context = about(request, one.edition, proposal=one, asked=queries.asked(found))
    context["may_change"] = not found.outcome and not policies.why_not_change(request.user, one)
    context["form"] = AnswerForm(
        initial={"seen": one.version, **(context["asked"].result if context["asked"].clash else {})}
    )
    return render(request, "proposals/amendment.html", context)


def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """While one types a title: proposals that say nearly the same."""
    edition = edition_of(request, slug)
    found = queries.alike(edition, clean_line(request.GET.get("title", ""))[:120])
    return render(request, "proposals/parts/alike.html", {"alike": found, "edition": edition})


def names(request: HttpRequest, slug: str) -> HttpResponse:
    """Options for the fields that take the name of a card."""
    edition_of(request, slug)
    place = "place" in request.GET
    asked = name_key(request.GET.get("place" if place else "carrier", ""))[:60].split()
    found = Card.objects.published().filter(species=Species.PLACE if place else Species.ACTOR)
    for word in asked:
        found = found.filter(name_key__contains=word)
    names = found.order_by("name_key").values_list("name", flat=True)[:12] if asked else []
    return render(request, "proposals/parts/names.html", {"names": names})


def edition_panel(request: HttpRequest, slug: str) -> HttpResponse:
    """What the page of an edition says of its proposals."""
    edition = edition_of(request, slug)
    count, newest = home.latest(edition)
    context = about(request, edition, count=count, newest=newest, proposing=home.open_now(edition))
    return _panel(request, "proposals/panels/edition.html", context)


def project_panel(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Where a project comes from."""
    edition, one = edition_of(request, slug), queries.proposal_of_project(slug, number)
    if one is None or not policies.can_see(request.user, one):
        raise Http404
    return _panel(
        request,
        "proposals/panels/project.html",
        about(request, edition, proposal=one, sheet=queries.Sheet(one, request.user)),
    )


def card_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposals that point at an actor or a place."""
    card = get_object_or_404(Card.objects.published(), pk=pk)
    return _panel(request, "proposals/panels/card.html", {"card": card, "proposals": home.of_card(pk)})


def _panel(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    part = "#matter" if request.htmx else ""
    return render(request, f"{name}{part}", context)


def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest proposals of the filtered set."""
    edition = edition_of(request, slug)
    here = request.build_absolute_uri(f"/budgets/{slug}/proposals/")
    title = _("%(name)s : les propositions") % {"name": edition.name}
    atom = Atom1Feed(title=title, link=here, description="", feed_url=request.build_absolute_uri())
    for one in (
        queries.Listing(edition, wanted_in(request)).found.select_related("edition").order_by("-made_at")[:FEED_LENGTH]
    ):
        link = request.build_absolute_uri(one.get_absolute_url())
        atom.add_item(
            title=one.title,
            link=link,
            description=one.summary,
            unique_id=link,
            updateddate=one.changed_at,
            pubdate=one.made_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


COLUMNS = (
    "number",
    "title",
    "summary",
    "status",
    "category",
    "district",
    "rough_cost",
    "lon",
    "lat",
    "supports",
    "version",
    "made_on",
    "url",
)


def table(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The filtered set as CSV: no name of a person."""
    edition = edition_of(request, slug)
    found = queries.Listing(edition, wanted_in(request)).found.select_related("category", "district", "edition")

    rows = (_row(one, request) for one in found.iterator(chunk_size=1000))
    lines = spreadsheets.lines(COLUMNS, rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-proposals.csv"'
    return response


def _row(one: Proposal, request: HttpRequest) -> tuple[object, ...]:
    return (
        one.number, one.title, one.summary, one.status, one.category.slug if one.category else "",
        one.district.slug if one.district else "", one.rough_cost, one.lon, one.lat, one.supports, one.version,
        f"{one.made_at:%Y-%m-%d}", request.build_absolute_uri(one.get_absolute_url()),
    )  # fmt: skip
