"""Districts: listed for everyone, drawn by staff."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from terreau.know.territory import actions, policies, queries
from terreau.know.territory.forms import DistrictForm, DistrictsFileForm
from terreau.know.territory.models import District
from terreau.know.territory.rules import moved
from terreau.know.territory.sketch import Sketch, sketch
from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.ui import panels


def districts(request: HttpRequest) -> HttpResponse:
    """The list; a POST adds one."""
    may = policies.can_draw(request.user)
    if request.method != "POST":
        return _page(request, may)
    policies.check_can_draw(request.user)
    form = DistrictForm(request.POST)
    if form.is_valid():
        try:
            district = actions.add_district(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Le quartier %(name)s est sur la carte.") % {"name": district.name})
            return redirect("territory:districts")
    return _page(request, may, form=form)


@require_POST
def from_file(request: HttpRequest) -> HttpResponse:
    policies.check_can_draw(request.user)
    form = DistrictsFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            drafts = _drafts(form.cleaned_data["file"], form.cleaned_data["property"])
            made = actions.import_districts(drafts=drafts, by=request.user, replace=form.cleaned_data["replace"])
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            said = ngettext("%(count)d quartier est enregistré.", "%(count)d quartiers sont enregistrés.", len(made))
            messages.success(request, said % {"count": len(made)})
            return redirect("territory:districts")
    return _page(request, True, file_form=form)


def _drafts(features: list[dict[str, Any]], name: str) -> list[actions.DistrictDraft]:
    """From north to south, as one reads the map; a border that is wrong is named."""
    drafts = []
    for feature in features:
        title = " ".join(str(feature["properties"][name]).split())
        try:
            drafts.append(actions.DistrictDraft(title, geo.check_polygon(feature)))
        except Refused as refusal:
            raise Refused(f"{title} : {refusal.sentence}") from None
    return geo.from_north_to_south(drafts, lambda draft: geo.centroid(draft.geometry))


@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Move one district up or down the list."""
    policies.check_can_draw(request.user)
    slugs = [district.slug for district in District.objects.all()]
    wanted, step = request.POST.get("slug", ""), -1 if request.POST.get("to") == "up" else 1
    actions.order_districts(slugs=moved(slugs, wanted, step), by=request.user)
    return redirect("territory:districts")


def district(request: HttpRequest, slug: str) -> HttpResponse:
    """Rename it, redraw it; visitors see its border and what the rooms above say of it."""
    one = get_object_or_404(District, slug=slug)
    may = policies.can_draw(request.user)
    form = DistrictForm(request.POST) if request.method == "POST" else DistrictForm.of(one)
    if request.method == "POST":
        policies.check_can_draw(request.user)
        if form.is_valid() and _changed(one, form, request.user):
            messages.success(request, _("Le quartier est enregistré."))
            return redirect("territory:district", slug=slug)
    context = {"district": one, "form": form, "may_draw": may, "panels": panels.shown("territory.district", one)}
    context |= {"area": geo.area(one.geometry) / 1e6, "town": queries.town(), "sketch": _sketch(one)}
    return render(request, "territory/district.html", context, status=422 if form.is_bound else 200)


def _changed(one: District, form: DistrictForm, person: Any) -> bool:
    try:
        if form.cleaned_data["name"] != one.name:
            actions.rename_district(district=one, name=form.cleaned_data["name"], by=person)
        if form.cleaned_data["geometry"] != one.geometry:
            actions.redraw_district(district=one, geometry=form.cleaned_data["geometry"], by=person)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def removal(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once, then remove."""
    policies.check_can_draw(request.user)
    one = get_object_or_404(District, slug=slug)
    if request.method != "POST":
        return render(request, "territory/district_removal.html", {"district": one})
    actions.remove_district(district=one, by=request.user)
    messages.success(request, _("Le quartier %(name)s est retiré.") % {"name": one.name})
    return redirect("territory:districts")


def _sketch(chosen: District | None = None) -> Sketch | None:
    home = queries.town()
    return sketch(home, District.objects.all(), chosen) if home else None


def _page(request: HttpRequest, may: bool, **sent: Any) -> HttpResponse:
    context = {"districts": District.objects.all(), "town": queries.town(), "may_draw": may, "sketch": _sketch()}
    context |= {"form": DistrictForm(), "file_form": DistrictsFileForm()} | sent
    return render(request, "territory/districts.html", context, status=422 if sent else 200)
