"""Texts that people wrote, shown safely."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from terreau.lib.markdown import to_html

register = template.Library()


@register.filter
def prose(text: str | None) -> SafeString:
    """Markdown to sanitised HTML."""
    return SafeString(to_html(text or ""))


@register.filter
def in_town(name: str) -> str:
    """À Niort, Au Mans, Aux Andelys; In Niort in English."""
    if not (get_language() or "fr").startswith("fr"):
        return f"In {name}"
    for article, contracted in (("Le ", "Au "), ("Les ", "Aux ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"À {name}"
