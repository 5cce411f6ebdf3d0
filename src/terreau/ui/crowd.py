"""What is answered when too many people are in line: one page that needs nothing else, since all else waits in that line.

What was being sent stays in the page, so that nobody types it twice. Nothing of it was done: sending it again is safe.
"""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, quote

from django.conf import settings
from django.http import parse_cookie
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import escape_leading_slashes
from django.utils.safestring import SafeString

from terreau.ui import alone
from terreau.ui.context import THEME_COOKIE

AGAIN = 20  # seconds before one tries again
MOST = 100_000  # bytes of a form that the page keeps
SHEETS = ("tokens", "reset", "base", "layout", "button")
Answer = tuple[list[tuple[str, str]], bytes]


def crowd(environ: dict[str, Any]) -> Answer:
    """Headers and body of a 503, in the language and colours that the visitor chose, else the browser's."""
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    with translation.override(_language(environ, cookies)):
        if environ.get("HTTP_HX_REQUEST") and not environ.get("HTTP_HX_BOOSTED"):
            return _part()
        sending = environ.get("REQUEST_METHOD", "GET") not in ("GET", "HEAD")
        theme = cookies.get(THEME_COOKIE, "")
        page = render_to_string(
            "ui/crowd.html",
            {
                "sending": sending, "kept": _kept(environ) if sending else None, "again": AGAIN, "path": _path(environ),
                "theme": theme if theme in ("light", "dark") else "", "style": SafeString(_style()), "script": SafeString(_script()),
            },
        )  # fmt: skip
    policy = f"default-src 'none'; style-src {_sum(_style())}; script-src {_sum(_script())}; form-action 'self'"
    return _answer(
        alone.with_icons(page), ("Content-Security-Policy", f"{policy}; base-uri 'none'; frame-ancestors 'none'")
    )


def _part() -> Answer:
    """For a part of a page, asked by htmx: a message, the page stays as it is."""
    said = translation.gettext("Trop de monde arrive en même temps. Rien n’est perdu : réessayez dans un instant.")
    page = render_to_string("ui/refused.html", {"sentence": said})
    return _answer(page, ("HX-Retarget", "#messages"), ("HX-Reswap", "innerHTML"))


def _answer(page: str, *more: tuple[str, str]) -> Answer:
    body = page.encode()
    return [
        ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))), ("Retry-After", str(AGAIN)),
        ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), *more,
    ], body  # fmt: skip


def _language(environ: dict[str, Any], cookies: dict[str, str]) -> str:
    asked = cookies.get(settings.LANGUAGE_COOKIE_NAME) or environ.get("HTTP_ACCEPT_LANGUAGE", "")
    return "en" if str(asked).lower().startswith("en") else "fr"


def _path(environ: dict[str, Any]) -> str:
    """Where the visitor was going, on this site and no other."""
    path = quote(environ.get("PATH_INFO", "/").encode("latin-1"), safe="/:@!$&'()*+,;=~-._")
    query = environ.get("QUERY_STRING", "")
    return escape_leading_slashes(path) + (f"?{query}" if query else "")


def _kept(environ: dict[str, Any]) -> list[tuple[str, str]] | None:
    """The fields of the form that was being sent; None where the browser alone can send it again, as with a file."""
    length = environ.get("CONTENT_LENGTH") or ""
    plain = environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded")
    if not plain or not length.isdecimal() or int(length) > MOST:
        return None
    return parse_qsl(environ["wsgi.input"].read(int(length)).decode(errors="replace"), keep_blank_values=True)


@lru_cache(maxsize=1)
def _style() -> str:
    return alone.sheets(SHEETS)


@lru_cache(maxsize=1)
def _script() -> str:
    return alone.script("crowd")


def _sum(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
