"""Did this session prove more than a mailbox? Staff roles count only then."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse

STRONG = "signed_in_strongly"


class StrengthMiddleware:
    """Tells the person object whether the session has a second factor; policies read it there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.strong = is_strong(request)
        return self.get_response(request)


def is_strong(request: HttpRequest) -> bool:
    """A passkey or an authenticator used at sign-in, or one set up during this very session."""
    if request.session.get(STRONG):
        return True
    records = get_authentication_records(request)
    if any(record.get("method") == "mfa" for record in records):
        return True
    started = min((record.get("at", 0) for record in records), default=None)
    if started is None:
        return False
    factors = Authenticator.objects.filter(user=request.user.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return any(one.created_at.timestamp() > started for one in factors)
