"""Icons, marks of the steps, avatars and drawings: all of them symbols of cached sprites."""

import re

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from terreau.ui.loop import STEPS

register = template.Library()

SMALL_WORDS = {"de", "des", "du", "la", "le", "les", "l", "d", "et", "en", "à", "aux", "au", "un", "une", "the", "of"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A Lucide icon; without `label` it is decoration beside a text."""
    href = f"{static('ui/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="i" role="img" aria-label="{}"><use href="{}"/></svg>', label, href)
    return format_html('<svg class="i" aria-hidden="true"><use href="{}"/></svg>', href)


@register.simple_tag
def mark(step: str) -> SafeString:
    """The mark of a step of the loop, always beside its name."""
    if step not in STEPS:
        return SafeString("")
    href = f"{static('ui/marks.svg')}#{step}"
    return format_html(
        '<svg class="glyph" data-step="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}"/></svg>', step, href
    )


@register.simple_tag
def drawing(name: str, css: str = "") -> SafeString:
    """A small drawing kept among the marks, such as `sprout` or `terreau`."""
    href = f"{static('ui/marks.svg')}#{name}"
    return format_html('<svg class="drawing {}" aria-hidden="true"><use href="{}"/></svg>', css, href)


@register.inclusion_tag("ui/components/avatar.html")
def avatar(name: str, shape: str = "organisation", size: str = "", step: str = "") -> dict[str, str]:
    """Initials in a shape: `person` round, `organisation` square, `place` house-shaped; `size` s or l."""
    return {"initials": initials(name), "shape": shape, "size": size, "step": step}


def initials(name: str) -> str:
    """At most two letters, skipping small words: Atelier des Écrous gives AÉ."""
    words = [word for word in re.findall(r"\w+", name) if word.lower() not in SMALL_WORDS]
    letters = [word[0].upper() for word in words or re.findall(r"\w+", name)]
    return "".join(letters[:2]) or "?"


@register.simple_tag
def step_name(step: str) -> str:
    return str(STEPS.get(step, ""))
