"""What rooms above tell the shell of a page: the town, the bar of navigation, the search, the foot of the page."""

from collections.abc import Callable
from dataclasses import dataclass

from terreau.ui.loop import Words


@dataclass(frozen=True)
class TownFace:
    """What every page says of the town."""

    name: str
    population: int | None = None
    invented: bool = False
    notice: str = ""
    kept_by: str = ""
    contact: str = ""


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the bar; current when the page belongs to one of its `namespaces` of addresses."""

    label: Words
    url_name: str
    icon: str
    step: str = ""
    position: int = 0
    namespaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class FootLink:
    label: Words
    url_name: str
    position: int = 0


@dataclass(frozen=True)
class Search:
    """Where the search field of every page leads, and the name of its parameter."""

    url_name: str
    label: Words
    parameter: str = "q"


UNNAMED = TownFace(name="")  # before the town is set up

_town: list[Callable[[], TownFace | None]] = []
_search: list[Search] = []
_navigation: list[NavigationItem] = []
_namespaces: dict[str, set[str]] = {}
_foot: list[FootLink] = []


def register_town(provider: Callable[[], TownFace | None]) -> None:
    """`provider` is called at most once a page; None means that no town is set up yet."""
    _town[:] = [provider]


def register_search(search: Search) -> None:
    _search[:] = [search]


def register_navigation(item: NavigationItem) -> None:
    if item not in _navigation:
        _navigation.append(item)
        _navigation.sort(key=lambda other: other.position)


def register_namespace(url_name: str, namespace: str) -> None:
    """Pages of `namespace` belong under the entry of the bar that leads to `url_name`, whichever room comes first."""
    _namespaces.setdefault(url_name, set()).add(namespace)


def register_foot_link(link: FootLink) -> None:
    if link not in _foot:
        _foot.append(link)
        _foot.sort(key=lambda other: other.position)


def town() -> TownFace:
    return (_town[0]() if _town else None) or UNNAMED


def search() -> Search | None:
    return _search[0] if _search else None


def navigation() -> tuple[NavigationItem, ...]:
    return tuple(_navigation)


def namespaces_of(item: NavigationItem) -> set[str]:
    return {*item.namespaces, *_namespaces.get(item.url_name, ())}


def foot_links() -> tuple[FootLink, ...]:
    return tuple(_foot)
