"""Kiosks: opened on the device itself by an agent, closed from the desk; and the page where each voter begins."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from terreau.decide.budgeting import actions, policies
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.forms import KioskForm
from terreau.decide.budgeting.kiosk_mode import TURN, bind
from terreau.decide.budgeting.models import Kiosk
from terreau.decide.budgeting.views.booth import ORDER
from terreau.decide.budgeting.views.finding import about, found, posted
from terreau.decide.budgeting.views.keeping import show_desk
from terreau.lib.errors import Refused


@posted("budgeting:desk")
@never_cache
def opening(request: HttpRequest, slug: str) -> HttpResponse:
    """The device becomes a kiosk, and the agent is signed out of it."""
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.DESK)
    form = KioskForm(request.POST)
    if not form.is_valid():
        return show_desk(request, shown, kiosk_form=form)
    try:
        kiosk = actions.open_kiosk(edition=shown.edition, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("place", refusal.sentence)
        return show_desk(request, shown, kiosk_form=form)
    logout(request)
    response = redirect("budgeting:kiosk", slug=slug)
    bind(response, kiosk, secure=request.is_secure())
    return response


@posted("budgeting:desk")
def closing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = found(request, slug)
    policies.check_can(request.user, shown.edition, Task.DESK)
    actions.close_kiosk(kiosk=get_object_or_404(Kiosk, pk=pk, edition=shown.edition), by=request.user)
    messages.success(request, _("La borne est fermée : son écran le dira à la prochaine touche."))
    return redirect("budgeting:desk", slug=slug)


@never_cache
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a voter begins; nothing is left of the one before."""
    shown = found(request, slug)
    if request.kiosk is None:
        return redirect("budgeting:edition", slug=slug)
    response = render(request, "budgeting/kiosk.html", about(request, shown, forgets=0))
    response.set_cookie(TURN, secrets.token_hex(8), httponly=True, samesite="Lax", secure=request.is_secure())
    response.delete_cookie(ORDER)
    if "fresh" in request.GET:  # the voter before may have changed the language
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response
