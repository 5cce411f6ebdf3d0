"""What every page knows: `shell`, read only if the page draws it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
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
        if found is None:
            return None
        return {"url": reverse(found.url_name), "name": found.parameter, "label": found.label}

    @cached_property
    def navigation(self) -> list[Entry]:
        return [
            Entry(item.label, reverse(item.url_name), item.icon, item.step, self._namespace in item.namespaces)
            for item in registry.navigation()
        ]

    @cached_property
    def foot_links(self) -> list[tuple[Words, str]]:
        return [(link.label, reverse(link.url_name)) for link in registry.foot_links()]

    @property
    def _namespace(self) -> str:
        match = self.request.resolver_match
        return match.namespace if match else ""


def page(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}
