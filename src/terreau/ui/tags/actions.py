"""What one presses: buttons, chips, tabs, pagers, the way back."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page

register = template.Library()


@register.inclusion_tag("ui/components/button.html")
def button(text: str, href: str = "", kind: str = "", icon: str = "", step: str = "", **more: Any) -> dict[str, Any]:
    """A link when `href` is given, else a button that sends its form.

    kind: main, plain, danger. more: size=s, wide=True, name, value, type, disabled, opens (id of a dialog), form.
    """
    return {"text": text, "href": href, "kind": kind, "icon": icon, "step": step, **more}


@register.inclusion_tag("ui/components/chip.html")
def chip(text: str, href: str, count: int | None = None, current: bool = False) -> dict[str, Any]:
    return {"text": text, "href": href, "count": count, "current": current}


@register.inclusion_tag("ui/components/tag.html")
def tag(text: str, step: str = "", icon: str = "", bare: bool = False) -> dict[str, Any]:
    """Tells, is not pressed; with a `step` it carries the step's mark and hue."""
    return {"text": text, "step": step, "icon": icon, "bare": bare}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(label: str, items: Sequence[dict[str, Any]], kind: str = "tabs") -> dict[str, Any]:
    """`items`: label, url, current, icon. kind `switch` for two views of one thing."""
    return {"label": label, "items": items, "kind": kind}


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(*parts: str, label: str = "") -> dict[str, Any]:
    """Pairs of text and address, then the text of this page: {% crumbs "Carte" map_url card.name %}."""
    return {"links": list(zip(parts[0:-1:2], parts[1::2], strict=False)), "here": parts[-1], "label": label}


@register.inclusion_tag("ui/components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page, parameter: str = "page", label: str = "") -> dict[str, Any]:
    """Numbered pages of a Django paginator; keeps the rest of the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [(n, _at(context, parameter, n)) for n in numbers]
    return {"page": page, "links": links, "label": label, **_ends(context, page, parameter)}


def _ends(context: template.Context, page: Page, parameter: str) -> dict[str, str]:
    return {
        "previous": _at(context, parameter, page.previous_page_number()) if page.has_previous() else "",
        "next": _at(context, parameter, page.next_page_number()) if page.has_next() else "",
    }


def _at(context: template.Context, parameter: str, number: int | str) -> str:
    if not isinstance(number, int):
        return ""
    query = context["request"].GET.copy()
    query[parameter] = str(number)
    return f"?{query.urlencode()}"
