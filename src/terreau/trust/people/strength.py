"""Did this session prove more than a mailbox or a sheet of paper? Staff roles count only then."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from terreau.lib.errors import NotAllowed
from terreau.trust.people.policies import lacks_proof

STRONG = "signed_in_strongly"


class StrengthMiddleware:
    """Tells the person object whether the session has a second factor; policies read it there.

    A staff person who is refused a page for want of one is led to set one up, and brought back afterwards.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.strong = is_strong(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        asks_page = request.method == "GET" and not getattr(request, "htmx", False)
        if isinstance(exception, NotAllowed) and asks_page and lacks_proof(request.user):
            return redirect(f"{reverse('people:proof')}?{urlencode({'next': request.get_full_path()})}")
        return None


def is_strong(request: HttpRequest) -> bool:
    """A passkey or an application was used in this session, or set up in it; or a strong link opened it."""
    if request.session.get(STRONG):
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def mark_strong(request: HttpRequest, kind: str) -> None:
    """Setting a factor up is using it, in this session only: one that a thief opened elsewhere gains nothing."""
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)
    request.user.strong = True
