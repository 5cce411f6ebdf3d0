"""Panels: what an upper room adds to a page below it, such as the projects of an actor on the actor's page.

The upper room registers a title and an address; the page below shows the panel, fetched by htmx or followed as a link.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from terreau.ui.loop import Words


@dataclass(frozen=True)
class Panel:
    """`url(thing)` gives the address of the panel for this thing, or "" when it has nothing to show."""

    title: Words
    url: Callable[[Any], str]
    step: str = ""
    position: int = 0


@dataclass(frozen=True)
class ShownPanel:
    title: Words
    url: str
    step: str


_panels: dict[str, list[Panel]] = defaultdict(list)


def register(target: str, panel: Panel) -> None:
    """`target` names a page: `cards.card`, `territory.district`, `portal.dashboard`."""
    if panel not in _panels[target]:
        _panels[target].append(panel)
        _panels[target].sort(key=lambda other: other.position)


def shown(target: str, thing: object = None) -> list[ShownPanel]:
    found = ((panel, panel.url(thing)) for panel in _panels[target])
    return [ShownPanel(panel.title, url, panel.step) for panel, url in found if url]
