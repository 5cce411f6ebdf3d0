"""Lists of facts: tables, facts with their source, moments of a history, facets."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from terreau.ui import panels as registered

register = template.Library()


def _list(name: str, content: str, **parts: Any) -> SafeString:
    return render_to_string(f"ui/components/{name}.html", {"content": content, **parts})


@register.simple_block_tag
def table(content: str, caption: str, hide_caption: bool = False) -> SafeString:
    """Inside: thead, tbody, tfoot. Cells of figures take class n. Scrolls sideways by itself on a phone."""
    return _list("table", content, caption=caption, hide_caption=hide_caption)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """Inside: one {% fact %} per line."""
    return _list("facts", content)


@register.simple_block_tag
def fact(
    content: str, label: str, source: str = "", on: date | None = None, old: bool = False, **more: Any
) -> SafeString:
    """A fact, where it comes from and when it was last confirmed. more: licence, ask (url to confirm it)."""
    return _list("fact", content, label=label, source=source, on=on, old=old, **more)


@register.simple_block_tag
def timeline(content: str, step: str = "") -> SafeString:
    """Inside: one {% moment %} per event, newest first."""
    return _list("timeline", content, step=step)


@register.simple_block_tag
def moment(content: str, at: date | datetime) -> SafeString:
    return _list("moment", content, at=at)


@register.inclusion_tag("ui/components/facet.html")
def facet(title: str, name: str, options: Iterable[Any], shut: bool = False) -> dict[str, Any]:
    """Boxes to tick with counts; each option has value, label, count, checked."""
    return {"title": title, "name": name, "options": options, "open": not shut}


@register.inclusion_tag("ui/components/panels.html")
def panels(target: str, thing: object = None) -> dict[str, Any]:
    """What upper rooms add to this page: {% panels "cards.card" card %}."""
    return {"panels": registered.shown(target, thing)}
