"""What every page knows: `shell`, read only if the page draws it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from terreau.ui import registry
from terreau.ui.loop import Words

THEME_COOKIE = "theme"
THEMES = ("system", "light", "dark")


@dataclass(frozen=True)
class Entry:
    label: Words
    url: str
    icon: str
    step: str
    current: bool


class Shell:
    """The parts of the page around its matter; each is computed once, when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def town(self) -> registry.TownFace:
        return registry.town()

    @cached_property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get(THEME_COOKIE, "system")
        return chosen if chosen in THEMES else "system"

    @cached_property
    def search(self) -> dict[str, object] | None:
        found = registry.search()
        url = _address(found.url_name) if found else ""
        return {"url": url, "name": found.parameter, "label": found.label} if found and url else None

    @cached_property
    def navigation(self) -> list[Entry]:
        found = ((item, _address(item.url_name)) for item in registry.navigation())
        return [Entry(i.label, url, i.icon, i.step, self._is_in(i)) for i, url in found if url]

    @cached_property
    def foot_links(self) -> list[tuple[Words, str]]:
        found = ((link.label, _address(link.url_name)) for link in registry.foot_links())
        return [(label, url) for label, url in found if url]

    def _is_in(self, item: registry.NavigationItem) -> bool:
        match = self.request.resolver_match
        return bool(match) and (match.view_name == item.url_name or match.namespace in registry.namespaces_of(item))


def _address(url_name: str) -> str:
    """Nothing when the room of this address is left out of the installation."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def page(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}
