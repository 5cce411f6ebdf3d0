"""The filter that the address of the map page holds: parsed strictly, written back in one way only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from terreau.know.cards.enums import Species

LISTS = ("kind", "theme", "district", "confirmed", "state")
CONFIRMED = ("recent", "old", "never")
STATES = ("in-use", "vacant", "project", "closed")
SORTS = ("relevance", "name", "change", "near")
VIEWS = ("list", "table")
LONGEST_QUERY, MOST_VALUES, LAST_PAGE = 120, 30, 2000

Box = tuple[float, float, float, float]  # west, south, east, north
Near = tuple[float, float, float]  # lon, lat, km


@dataclass(frozen=True)
class Filter:
    """What is looked for; `ignored` names what the address held that cannot be."""

    q: str = ""
    species: str = ""
    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    near: Near | None = None
    box: Box | None = None
    sort: str = ""
    page: int = 1
    view: str = "list"
    exact: bool = False
    ignored: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Anything that leaves cards out."""
        return bool(self.q or self.species or self.near or self.box or any(getattr(self, name) for name in LISTS))

    @property
    def order(self) -> str:
        if self.sort:
            return self.sort
        return "relevance" if self.q else "near" if self.near else "name"

    def without(self, *names: str) -> "Filter":
        """The same with some questions left open, from the first page."""
        empty = Filter()
        return replace(self, **{name: getattr(empty, name) for name in {*names, "page"}})

    def toggled(self, name: str, value: str) -> "Filter":
        held = getattr(self, name)
        chosen = tuple(v for v in held if v != value) if value in held else (*held, value)
        return replace(self, page=1, **{name: tuple(sorted(chosen))})  # type: ignore[arg-type]  # name is one of LISTS

    def pairs(self, *, paging: bool = True) -> list[tuple[str, str]]:
        """Canonical: fixed order, sorted values, nothing at its default."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [("species", self.species)] if self.species else []
        pairs += [(name, value) for name in LISTS for value in sorted(getattr(self, name))]
        pairs += [("near", _numbers(self.near))] if self.near else []
        pairs += [("box", _numbers(self.box))] if self.box else []
        pairs += [("exact", "1")] if self.exact else []
        if paging:
            pairs += [("sort", self.sort)] if self.sort else []
            pairs += [("view", self.view)] if self.view != "list" else []
            pairs += [("page", str(self.page))] if self.page > 1 else []
        return pairs

    def query(self, *, paging: bool = True) -> str:
        return urlencode(self.pairs(paging=paging), safe=",")


def parse(data: Any) -> Filter:
    """From a QueryDict (or a mapping of lists); what cannot be is left out and named, never an error."""
    ignored: list[str] = []
    values = {name: _chosen(data, name, ignored) for name in LISTS}
    page = _page(data.get("page", ""), ignored)
    return Filter(
        q=" ".join(data.get("q", "").replace("\x00", "").split())[:LONGEST_QUERY],
        species=_one(data, "species", tuple(Species.values), ignored),
        near=_near(data.get("near", ""), ignored),
        box=_box(data.get("box", ""), ignored),
        sort=_one(data, "sort", SORTS, ignored),
        view=_one(data, "view", VIEWS, ignored) or "list",
        exact=data.get("exact") == "1",
        page=page,
        ignored=tuple(ignored),
        **values,
    )


def _getlist(data: Any, name: str) -> list[str]:
    return data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, ()))


ALLOWED: Mapping[str, tuple[str, ...]] = {"confirmed": CONFIRMED, "state": STATES}


def _chosen(data: Any, name: str, ignored: list[str]) -> tuple[str, ...]:
    given = [value for value in _getlist(data, name) if value][:MOST_VALUES]
    good = [
        v for v in given if (v in ALLOWED[name] if name in ALLOWED else v.replace("-", "").isalnum() and len(v) < 61)
    ]
    if len(good) < len(given):
        ignored.append(name)
    return tuple(sorted(set(good)))


def _one(data: Any, name: str, allowed: tuple[str, ...], ignored: list[str]) -> str:
    value = data.get(name, "")
    if value and value not in allowed:
        ignored.append(name)
        return ""
    return str(value)


def _page(text: str, ignored: list[str]) -> int:
    if not text:
        return 1
    if text.isdecimal() and 1 <= int(text[:9]) <= LAST_PAGE:
        return int(text)
    ignored.append("page")
    return 1


def _near(text: str, ignored: list[str]) -> Near | None:
    found = _floats(text, 3) or (_floats(f"{text},2", 3) if text.count(",") == 1 else None)
    if found and abs(found[0]) <= 180 and abs(found[1]) <= 85 and 0 < found[2] <= 500:
        return (round(found[0], 5), round(found[1], 5), round(found[2], 3))
    if text:
        ignored.append("near")
    return None


def _box(text: str, ignored: list[str]) -> Box | None:
    found = _floats(text, 4)
    if found and -180 <= found[0] < found[2] <= 180 and -85 <= found[1] < found[3] <= 85:
        west, south, east, north = (round(number, 5) for number in found)
        return (west, south, east, north)
    if text:
        ignored.append("box")
    return None


def _floats(text: str, count: int) -> tuple[float, ...] | None:
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        return None
    return numbers if len(numbers) == count and all(number == number for number in numbers) else None


def _numbers(numbers: tuple[float, ...]) -> str:
    return ",".join(f"{number:g}" if number == int(number) else f"{number:.5f}".rstrip("0") for number in numbers)
