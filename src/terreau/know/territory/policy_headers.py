"""The servers that browsers may ask: this one, and those of the base map that the town chose."""

from collections.abc import Callable

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse

from terreau.know.territory import queries


class BaseMapMiddleware:
    """Widens the content security policy of pages by exactly the hosts of the chosen style."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html") and (hosts := queries.style_hosts()):
            said = getattr(response, "_csp_update", None) or {}
            for name in ("connect-src", "img-src"):
                said = said | {name: [SELF, *said.get(name, ()), *hosts]}
            response._csp_update = said  # type: ignore[attr-defined]  # django-csp reads it there
        return response
