"""Texts that people wrote, shown safely."""

from django import template
from django.utils.safestring import SafeString

from terreau.lib.markdown import to_html

register = template.Library()


@register.filter
def prose(text: str | None) -> SafeString:
    """Markdown to sanitised HTML."""
    return SafeString(to_html(text or ""))
