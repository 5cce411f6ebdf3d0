"""How cards say a telephone, a site, a distance, and linked data."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from terreau.lib.numbers import number

register = template.Library()

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.filter
def phone(value: str) -> str:
    """+33199001234 gives 01 99 00 12 34."""
    if re.fullmatch(r"\+33\d{9}", value):
        return " ".join(re.findall("..", f"0{value[3:]}")).replace(" ", "\u00a0")
    return value


@register.filter
def site(value: str) -> str:
    """The part of an address that people recognise."""
    parts = urlsplit(value)
    return (parts.netloc.removeprefix("www.") + parts.path.rstrip("/")) or value


@register.filter
def distance(metres: int) -> str:
    """Rounded as people say it: 140 m, 1,3 km."""
    if metres < 1000:
        return _("%(n)s m") % {"n": round(metres, -1)}
    return _("%(n)s km") % {"n": number(metres / 1000, 1 if metres < 10_000 else 0)}


@register.filter
def linked_data(document: dict[str, Any]) -> SafeString:
    """A JSON-LD block that no text inside can close."""
    text = json.dumps(document, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  # escaped above
