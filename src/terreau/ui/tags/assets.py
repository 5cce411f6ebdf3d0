"""The style sheet and the scripts of a page: built in one file each, or the sources when nothing is built."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

register = template.Library()


@lru_cache
def _built(path: str) -> bool:
    return finders.find(path) is not None


@register.simple_tag
def stylesheet() -> str:
    """Address of the one style sheet: the joined file, or in development the file of imports."""
    joined = "dist/terreau.css"
    return static(joined if not settings.DEBUG and _built(joined) else "ui/css/terreau.css")


@register.simple_tag
def island(name: str) -> str:
    """Address of a script island built by esbuild, or its source when nothing is built."""
    built = f"dist/{name}.js"
    return static(built)
