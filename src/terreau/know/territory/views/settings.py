"""The settings of the town, for its administrator: three forms, each sent on its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from terreau.know.territory import actions, policies, queries
from terreau.know.territory.actions.town import SETTINGS
from terreau.know.territory.basemaps.remote import read_style
from terreau.know.territory.enums import BaseMap
from terreau.know.territory.forms import AddressesForm, BaseMapForm, OutlineForm, TownForm
from terreau.know.territory.models import Town
from terreau.know.territory.outlines.file import outline_of
from terreau.know.territory.sketch import sketch
from terreau.lib import geo
from terreau.lib.errors import Refused


def settings(request: HttpRequest) -> HttpResponse:
    policies.check_can_settle(request.user)
    town = queries.current_town()
    if request.method != "POST":
        return _page(request, town)
    form = TownForm(request.POST)
    if not form.is_valid():
        return _page(request, town, form=form)
    actions.change_settings(values=form.cleaned_data, by=request.user)
    messages.success(request, _("Les réglages sont enregistrés."))
    return redirect("territory:settings")


@require_POST
def base_map(request: HttpRequest) -> HttpResponse:
    policies.check_can_settle(request.user)
    town = queries.current_town()
    form = BaseMapForm(request.POST, town=town)
    if form.is_valid():
        choice = form.cleaned_data["base_map"]
        try:
            style = read_style(form.cleaned_data["style_url"]) if choice == BaseMap.STYLE else None
            actions.choose_base_map(choice=choice, by=request.user, style=style, pmtiles=form.cleaned_data["pmtiles"])
        except Refused as refusal:
            form.add_error("style_url" if choice == BaseMap.STYLE else "pmtiles", refusal.sentence)
        else:
            messages.success(request, _("Le fond de carte est choisi."))
            return redirect("territory:settings")
    return _page(request, town, base_map_form=form)


@require_POST
def outline(request: HttpRequest) -> HttpResponse:
    policies.check_can_settle(request.user)
    town = queries.current_town()
    form = OutlineForm(request.POST, request.FILES)
    if form.is_valid():
        inside = geo.FRANCE if town.country == "FR" and not town.invented else ()
        try:
            shape = outline_of(form.cleaned_data["file"], code=town.code, name=town.name, inside=inside)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            actions.place_town(outline=shape, by=request.user)
            messages.success(request, _("Le contour de la ville est enregistré."))
            return redirect("territory:settings")
    return _page(request, town, outline_form=form)


@require_POST
def addresses(request: HttpRequest) -> HttpResponse:
    policies.check_can_settle(request.user)
    town = queries.current_town()
    form = AddressesForm(request.POST, request.FILES, town=town)
    if not form.is_valid():
        return _page(request, town, addresses_form=form)
    count = actions.load_addresses(rows=form.cleaned_data["file"], by=request.user)
    said = ngettext("%(count)d adresse est enregistrée.", "%(count)d adresses sont enregistrées.", count)
    messages.success(request, said % {"count": count})
    return redirect("territory:settings")


def _page(request: HttpRequest, town: Town, **sent: Any) -> HttpResponse:
    forms = {
        "form": TownForm(initial={name: getattr(town, name) for name in SETTINGS}),
        "base_map_form": BaseMapForm(
            town=town, initial={"base_map": town.base_map, "style_url": town.style_url, "pmtiles": town.pmtiles}
        ),
        "outline_form": OutlineForm(),
        "addresses_form": AddressesForm(town=town),
    }
    area = geo.area(town.outline) / 1e6 if town.outline else None
    drawn = sketch(town, queries.districts())
    context = {"town": town, "area": area, "sketch": drawn, "addresses": queries.count_addresses()} | forms | sent
    return render(request, "territory/settings.html", context, status=422 if sent else 200)
