"""One place where a refusal of the domain becomes a page, and the pages of the errors that Django answers itself."""

from collections.abc import Callable
from urllib.parse import quote

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from terreau.lib.errors import Refused, TooOften


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DataError | UnicodeEncodeError):  # a sign or a number that no table holds
            return bad_request(request, exception)
        if not isinstance(exception, Refused):
            return None
        response = refusal(request, exception.sentence, exception.status)
        if isinstance(exception, TooOften):
            response["Retry-After"] = str(exception.retry_after)
        return response


TITLES = {
    400: _("Cette demande n’est pas lisible"),
    403: _("Cette page ne vous est pas ouverte"),
    404: _("Rien ne pousse à cette adresse"),
    409: _("Ce n’est pas possible en l’état"),
    429: _("Un peu de patience"),
}


def refusal(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """A page, or for a part of a page asked by htmx, a message in the live region."""
    title = TITLES.get(status, TITLES[409])
    if getattr(request, "htmx", False):
        said = render(request, "ui/refused.html", {"sentence": sentence}, status=status)
        said["HX-Retarget"], said["HX-Reswap"] = "#messages", "innerHTML"
        return said
    parts = {
        "title": title,
        "sentence": sentence,
        "status": status,
        "next": quote(request.get_full_path()),
        "back": "" if status == 400 else _back(request),
    }
    return render(request, "ui/refusal.html", parts, status=status)


def _back(request: HttpRequest) -> str:
    came_from = request.META.get("HTTP_REFERER", "")
    return came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, gettext("Le site n’a pas compris cette demande. Rien n’a été changé."), 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(
        request, gettext("Si vous pensez que c’est une erreur, connectez-vous ou demandez à qui tient ce carnet."), 403
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, gettext("La page a pu être déplacée ou retirée, ou l’adresse mal recopiée."), 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal(
        request, gettext("La page était ouverte depuis trop longtemps. Revenez en arrière et envoyez de nouveau."), 403
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the database, which may be what is broken."""
    return HttpResponse(render_to_string("ui/broken.html"), status=500)
