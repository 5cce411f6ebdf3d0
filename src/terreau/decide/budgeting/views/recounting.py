"""What people and programs take home of a result, and what they say once they have counted again."""

import io
import json
import zipfile
from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.forms import RecountForm, ToldForm
from terreau.decide.budgeting.models import NearMiss
from terreau.decide.budgeting.queries.spots import points, spots
from terreau.decide.budgeting.views.finding import FILES, posted, published, readable
from terreau.decide.budgeting.views.result import page
from terreau.lib import spreadsheets
from terreau.lib.errors import Refused
from terreau.trust.people import actions as people
from terreau.trust.people.limits import limits_on
from terreau.trust.people.views.patience import address_of


def kit(request: HttpRequest, slug: str) -> HttpResponse:
    edition = readable(request, slug).edition
    response = HttpResponse(bytes(edition.publication.count.kit or b""), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{edition.slug}-kit.zip"'
    return response


def part(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One file of the kit."""
    edition = readable(request, slug).edition
    with zipfile.ZipFile(io.BytesIO(bytes(edition.publication.count.kit or b""))) as archive:
        if name not in FILES or name not in archive.namelist():
            raise Http404
        response = HttpResponse(archive.read(name), content_type=FILES[name])
    response["Content-Disposition"] = f'attachment; filename="{edition.slug}-{name}"'
    return response


@posted("budgeting:result")
def recounts(request: HttpRequest, slug: str) -> HttpResponse:
    shown = published(request, slug)
    form = RecountForm(request.POST)
    if not form.is_valid():
        return page(request, shown, recount_form=form)
    people.take_turn(limits_on("recount", address_of(request)))
    by = request.user if request.user.is_authenticated else None
    actions.report_recount(edition=shown.edition, by=by, **form.cleaned_data)
    messages.success(request, _("Votre recomptage est affiché. Merci."))
    return redirect("budgeting:result", slug=slug)


@csrf_exempt
def told(request: HttpRequest, slug: str) -> HttpResponse:
    """For `terreau recount`: GET says which kit is published, POST takes what came out. It reads no session."""
    edition = published(request, slug).edition
    if request.method != "POST":
        kit_sum = sha256(bytes(edition.publication.count.kit or b"")).hexdigest()
        return JsonResponse({"edition": edition.name, "kit_sha256": kit_sum})
    people.take_turn(limits_on("recount", address_of(request)))
    form = ToldForm(_object(request.body))
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        actions.report_recount(edition=edition, by=None, **form.cleaned_data)
    except Refused as refusal:
        return JsonResponse({"errors": {"kit_sha256": [refusal.sentence]}}, status=refusal.status)
    where = request.build_absolute_uri(reverse("budgeting:result", args=[slug])) + "#recount"
    return JsonResponse({"shown": where}, status=201)


def _object(body: bytes) -> dict[str, object]:
    try:
        said = json.loads(body[:20_000])
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


@require_safe
def winners_map(request: HttpRequest, slug: str) -> HttpResponse:
    """The points of the map of winners."""
    edition = published(request, slug).edition
    return JsonResponse(points(spots(queries.result(edition, edition.publication.count).winners)))


@require_safe
def near_misses(request: HttpRequest, slug: str) -> HttpResponse:
    """Projects that almost won, as a table."""
    edition = readable(request, slug).edition
    header = ["number", "key", "title", "district", "cost", "missing", "effective_support"]
    lines = spreadsheets.lines(header, (_near(one) for one in queries.near_misses(edition)))
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{edition.slug}-near-misses.csv"'
    return response


def _near(one: NearMiss) -> list[object]:
    project = one.project
    where = project.district.name if project.district else project.envelope
    return [project.number, project.key, project.title, where, project.cost, one.missing, one.effective_support]
