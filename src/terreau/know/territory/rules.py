"""What a town is made of, whoever asks: where its map opens, what changed, how an address is read."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from terreau.know.territory.enums import Exactness, Placing
from terreau.lib import geo
from terreau.lib.names import name_key

ROUGH_RADIUS, POINT_RADIUS = 25_000.0, 6_000.0  # metres shown around a centre without outline
ABBREVIATIONS = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "boul": "boulevard", "bvd": "boulevard",
    "r": "rue", "pl": "place", "pce": "place", "all": "allee", "ch": "chemin", "che": "chemin", "imp": "impasse",
    "fg": "faubourg", "fbg": "faubourg", "sq": "square", "rte": "route", "qu": "quai", "pass": "passage",
    "crs": "cours", "res": "residence", "gen": "general", "mal": "marechal", "dr": "docteur", "pdt": "president",
}  # fmt: skip
NUMBER = re.compile(r"^\s*(\d{1,4})\s*(bis|ter|quater|[a-d])?(?=[\s,])[\s,]*", re.IGNORECASE)


@dataclass(frozen=True)
class TownFacts:
    """What is known of a town when it is set up; `centre` is needed only without an outline."""

    name: str
    code: str = ""
    country: str = "FR"
    population: int | None = None
    postcodes: tuple[str, ...] = ()
    agglomeration: str = ""
    neighbours: tuple[dict[str, Any], ...] = ()
    centre: geo.Point | None = None
    outline: geo.Geometry | None = None
    placing: Placing = Placing.OUTLINE
    invented: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)  # notice, kept_by, contact, base_map…

    def values(self) -> dict[str, Any]:
        """The columns of the town's row."""
        if self.outline is None and self.centre is None:
            raise ValueError("a town needs an outline or a centre")
        centre = self.centre or geo.label_point(self.outline or {})
        plain = asdict(self) | {"postcodes": list(self.postcodes), "neighbours": list(self.neighbours)}
        for name in ("centre", "extra"):
            del plain[name]
        return plain | {"lon": centre[0], "lat": centre[1], "bounds": list(self._bounds(centre))} | dict(self.extra)

    def _bounds(self, centre: geo.Point) -> geo.Bounds:
        if self.outline is not None:
            return geo.bounds(self.outline)
        return geo.around(centre, ROUGH_RADIUS if self.placing == Placing.ROUGH else POINT_RADIUS)


def differences(current: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """Names of the columns that a change would rewrite; floats are compared as the database keeps them."""
    return sorted(name for name, value in wanted.items() if current.get(name) != value)


def street_key(text: str) -> str:
    """A street without accents, case or abbreviations: "Av. Gal de Gaulle" and "avenue Gal de Gaulle" are one."""
    words = name_key(text).split()
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


def split_number(text: str) -> tuple[str, str]:
    """("12 bis", "rue des Lilas") from "12bis, rue des Lilas"; no number gives an empty one."""
    found = NUMBER.match(text)
    if not found:
        return "", text.strip()
    number = found[1].lstrip("0") or "0"
    return f"{number} {found[2].lower()}" if found[2] else number, text[found.end() :].strip()


def exactness(kind: str, score: float) -> Exactness | None:
    """What an answer of the address service is worth; a doubtful one is not an answer."""
    if kind in {"housenumber", "locality"} and score >= 0.7:
        return Exactness.EXACT if kind == "housenumber" else Exactness.STREET
    if kind in {"housenumber", "street", "locality"} and score >= 0.55:
        return Exactness.STREET
    return Exactness.TOWN if kind == "municipality" and score >= 0.4 else None


@dataclass(frozen=True)
class PostalAddress:
    """As it is written in a file: `street` with its number."""

    street: str
    postcode: str = ""
    city: str = ""


@dataclass(frozen=True)
class Located:
    """Where an address is; `precision` is one of `Exactness`, the same words as a card's precision."""

    label: str
    lon: float
    lat: float
    precision: Exactness
    score: float = 1.0


def same_region(asked: str, answered: str) -> bool:
    """A French address found in another département is another address."""
    return not asked or not answered or asked[:2] == answered[:2]


def moved(slugs: list[str], wanted: str, step: int) -> list[str]:
    """The same list with one entry a place earlier or later; at an end it stays."""
    if wanted not in slugs:
        return slugs
    place = slugs.index(wanted)
    other = place + step
    if not 0 <= other < len(slugs):
        return slugs
    order = list(slugs)
    order[place], order[other] = order[other], order[place]
    return order
