"""What is answered when too many people are in line: drawn once, without the database or the site."""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

AGAIN = 20  # seconds before one tries again


def crowd(environ: dict[str, Any]) -> tuple[list[tuple[str, str]], bytes]:
    """Headers and body of a 503, in the language that the browser asks for first."""
    language = "en" if str(environ.get("HTTP_ACCEPT_LANGUAGE", "")).lower().startswith("en") else "fr"
    body = _page(language, environ.get("REQUEST_METHOD", "GET") != "GET")
    return [
        ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))), ("Retry-After", str(AGAIN)),
        ("Cache-Control", "no-store"), ("Content-Security-Policy", "default-src 'self'"), ("X-Content-Type-Options", "nosniff"),
    ], body  # fmt: skip


@lru_cache(maxsize=8)
def _page(language: str, sending: bool) -> bytes:
    with translation.override(language):
        return render_to_string("ui/crowd.html", {"sending": sending, "again": AGAIN}).encode()
