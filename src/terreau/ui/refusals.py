"""One place where a refusal of the domain becomes a page, and the pages of the errors that Django answers itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from terreau.lib.errors import Refused, TooOften


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        response = refusal(request, exception.sentence, exception.status)
        if isinstance(exception, TooOften):
            response["Retry-After"] = str(exception.retry_after)
        return response


def refusal(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "ui/refusal.html", {"sentence": sentence, "status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, _("Le site n’a pas compris cette demande. Rien n’a été changé."), 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, _("Cette page ne vous est pas ouverte."), 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, _("Il n’y a rien à cette adresse. La page a pu être déplacée ou retirée."), 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return refusal(request, _("Le site a rencontré une erreur. Ce que vous aviez envoyé n’a pas été gardé."), 500)
