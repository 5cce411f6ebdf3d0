"""Containers: what stands between the tag and its end is the matter, the rest is the frame."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


def _frame(name: str, content: str, **parts: Any) -> SafeString:
    return render_to_string(f"ui/components/{name}.html", {"content": content, **parts})


@register.simple_block_tag
def page_head(content: str, title: str, lead: str = "", tag: str = "", step: str = "") -> SafeString:
    """The head of a page: title, one sentence, and the actions given inside."""
    return _frame("page_head", content, title=title, lead=lead, tag=tag, step=step)


@register.simple_block_tag
def folio(content: str, title: str, note: str = "", wide: bool = False, **more: Any) -> SafeString:
    """A ruled part of a page, its title in the margin (above it when `wide`). more: step, id."""
    return _frame("folio", content, title=title, note=note, wide=wide, **more)


@register.simple_block_tag
def card(content: str, title: str, href: str = "", step: str = "", tag: str = "", **more: Any) -> SafeString:
    """A sheet that one can pick up. more: summary, marked=True, avatar (name), shape, foot."""
    return _frame("card", content, title=title, href=href, step=step, tag=tag, **more)


@register.simple_block_tag
def line_card(content: str, title: str, href: str = "", step: str = "", summary: str = "", **more: Any) -> SafeString:
    """One thing on a ruled line; inside goes its action. more: meta, avatar (name), shape, mark (step), icon."""
    return _frame("line_card", content, title=title, href=href, step=step, summary=summary, **more)


@register.simple_block_tag
def callout(content: str, title: str = "", kind: str = "", step: str = "") -> SafeString:
    """A remark that must not be missed. kind: ok, warn, danger, or none with a `step`."""
    return _frame("callout", content, title=title, kind=kind, step=step)


@register.simple_block_tag
def empty_state(content: str, title: str, step: str = "", drawing: str = "sprout") -> SafeString:
    """An empty page says what it is for; inside go one sentence and the first step."""
    return _frame("empty_state", content, title=title, step=step, drawing=drawing)


@register.simple_block_tag
def disclosure(content: str, title: str, **more: Any) -> SafeString:
    """What can wait behind its title. more: open=True, id."""
    return _frame("disclosure", content, title=title, **more)


@register.simple_block_tag
def dialog(content: str, name: str, title: str) -> SafeString:
    """Opened by a button with opens=name; without script the button must lead to a page that asks the same."""
    return _frame("dialog", content, id=name, title=title)


@register.simple_block_tag
def receipt(content: str, title: str, subtitle: str = "", code: str = "", step: str = "") -> SafeString:
    """The proof of a finished act; prints on one sheet."""
    return _frame("receipt", content, title=title, subtitle=subtitle, code=code, step=step)


@register.simple_block_tag
def frame(content: str, caption: str = "") -> SafeString:
    """The border around a map or a drawing, its caption below."""
    return _frame("frame", content, caption=caption)
