"""A device in kiosk mode: a signed cookie says which kiosk it is, and nothing but its ballot can be reached."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from terreau.decide.budgeting.models import Kiosk
from terreau.trust.people.limits import Limit

COOKIE, SALT = "kiosk", "budgeting.kiosk"
TURN = "kiosk-turn"  # a cookie: drawn anew for each voter, so that a page of the one before leads to the start
FORGETS, RECEIPT_STAYS = 600, 180  # seconds that a page stays where no script can see whether somebody is there
OPEN_TO_KIOSKS = frozenset(
    {"budgeting:kiosk", "budgeting:ballot", "budgeting:casting", "budgeting:project", "ui:language"}
)


class KioskMiddleware:
    """Sets `request.kiosk`; sends every other address to the start, and says it when the kiosk was closed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.kiosk = _kiosk(request) if COOKIE in request.COOKIES else None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        kiosk: Kiosk | None = request.kiosk  # type: ignore[attr-defined]
        if kiosk is None or request.path_info.startswith(settings.MEDIA_URL):
            return None
        if not kiosk.is_open(timezone.now()):
            return _closed(request, kiosk)
        asked = request.resolver_match.view_name if request.resolver_match else ""
        if asked in OPEN_TO_KIOSKS and kwargs.get("slug", kiosk.edition.slug) == kiosk.edition.slug:
            return None
        return redirect("budgeting:kiosk", slug=kiosk.edition.slug)


def _kiosk(request: HttpRequest) -> Kiosk | None:
    signed = request.get_signed_cookie(COOKIE, default="", salt=SALT) or ""
    return Kiosk.objects.select_related("edition").filter(pk=int(signed)).first() if signed.isdigit() else None


def _closed(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Once; then the device is like any other."""
    response = render(request, "budgeting/kiosk_closed.html", {"kiosk": kiosk, "edition": kiosk.edition})
    response.headers["Cache-Control"] = "no-store"
    for name in (COOKIE, TURN):
        response.delete_cookie(name)
    return response


def bind(response: HttpResponse, kiosk: Kiosk, *, secure: bool) -> None:
    """Make the device that gets this answer the kiosk."""
    left = int((kiosk.until - timezone.now()).total_seconds()) + 60
    response.set_signed_cookie(
        COOKIE, str(kiosk.pk), salt=SALT, max_age=left, httponly=True, samesite="Lax", secure=secure
    )


def is_of_another_turn(request: HttpRequest) -> bool:
    """A form filled in by the voter before, sent again with the back button."""
    if request.kiosk is None or request.method != "POST":  # type: ignore[attr-defined]
        return False
    turn = request.COOKIES.get(TURN, "")
    return not turn or request.POST.get("turn", "") != turn


def kiosk_limits(kiosk: Kiosk) -> tuple[Limit, ...]:
    """A queue mistypes: thirty in a row without one success, then a minute at most; a success wipes them out."""
    key = hashlib.sha256(f"kiosk\x1f{kiosk.pk}".encode()).hexdigest()
    return (Limit(key, free=30, longest=60, shared=False),)
