"""The gallery of components, and the choice of day, night or the system's."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from terreau.ui.context import THEME_COOKIE, THEMES
from terreau.ui.gallery import matter

YEAR = 60 * 60 * 24 * 365


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", {"sides": [matter("light"), matter("dark")]})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(_way_back(request))
    chosen = request.POST.get("theme", "system")
    if chosen in THEMES and chosen != "system":
        response.set_cookie(THEME_COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def _way_back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"
