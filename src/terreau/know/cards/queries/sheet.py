"""A card as its page shows it: facts, each with its source, licence and last confirmation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.know.cards import species as kinds
from terreau.know.cards.enums import Licence
from terreau.know.cards.models import Card, Category, Source
from terreau.know.cards.rules import is_stale
from terreau.lib.geo import metres
from terreau.lib.opening_hours import in_words, is_open


@dataclass(frozen=True)
class SourceLine:
    """Who said a fact, under which licence, and when it was last found true."""

    name: str
    licence: object
    open: bool
    url: str
    at: date | None
    stale: bool


SHORT = {
    Licence.OWN: gettext_lazy("libre"),
    Licence.LO2: "LO 2.0",
    Licence.ODBL: "ODbL",
    Licence.CC0: "CC0",
    Licence.CC_BY: "CC BY",
    Licence.CC_BY_SA: "CC BY-SA",
    Licence.UNKNOWN: gettext_lazy("licence inconnue"),
}


@dataclass(frozen=True)
class Fact:
    name: str
    label: object
    value: Any
    form: str  # how to show it: text, prose, phone, email, web, links, list, code
    line: SourceLine | None


@dataclass(frozen=True)
class FactShape:
    """How one fact is made of a card: its field, form, and the fields that share its source line."""

    name: str
    form: str = "text"


SHAPES = (
    FactShape("description", "prose"), FactShape("address"), FactShape("opening_hours"), FactShape("accessibility"),
    FactShape("phone", "phone"), FactShape("email", "email"), FactShape("website", "web"), FactShape("links", "links"),
    FactShape("other_names", "list"), FactShape("siret", "code"), FactShape("rna", "code"), FactShape("osm", "osm"),
    FactShape("wikidata", "wikidata"),
)  # fmt: skip


def facts(card: Card, extra: Iterable[tuple[str, object, Any, str]] = ()) -> list[Fact]:
    """The filled facts of a card, in reading order; `extra` are those of its species: (name, label, value, form)."""
    lines = source_lines(card)
    labels = {**kinds.labels_of(card.species), "address": _("Adresse"), "description": _("Ce que c’est")}
    found = [Fact(s.name, labels[s.name], _value(card, s.name), s.form, _line(lines, s.name)) for s in SHAPES]
    found += [Fact(name, label, value, form, lines.get(name)) for name, label, value, form in extra]
    return [fact for fact in found if fact.value not in (None, "", [], ())]


def _line(lines: dict[str, SourceLine], name: str) -> SourceLine | None:
    return lines.get("street") or lines.get("city") if name == "address" else lines.get(name)


def _value(card: Card, name: str) -> Any:
    match name:
        case "address":
            return address_of(card)
        case "opening_hours":
            return hours_of(card)
        case "siret":
            return f"{card.siret[:3]} {card.siret[3:6]} {card.siret[6:9]} {card.siret[9:]}".strip()
        case _:
            return getattr(card, name)


def address_of(card: Card) -> str:
    town = " ".join(part for part in (card.postcode, card.city) if part)
    return ", ".join(part for part in (card.street, town) if part)


def hours_of(card: Card) -> str:
    """The hours in words; as they were written when the words cannot be made."""
    words = in_words(card.opening_hours, timezone.localdate()) if card.opening_hours else ""
    return words[:1].upper() + words[1:] if words else card.opening_hours


def open_now(card: Card) -> bool | None:
    return is_open(card.opening_hours, timezone.localtime()) if card.opening_hours else None


def source_lines(card: Card) -> dict[str, SourceLine]:
    """The source line of each field of the card, in one query."""
    known = Source.objects.in_bulk({line["source"] for line in card.sources.values()})
    today = timezone.localdate()
    lines = {}
    for name, line in card.sources.items():
        at = date.fromisoformat(line["at"]) if line.get("at") else None
        source = known.get(line["source"])
        if source:
            licence = Licence(source.licence)
            lines[name] = SourceLine(
                source.name, SHORT[licence], licence != Licence.UNKNOWN, source.url, at, is_stale(at, at=today)
            )
    return lines


def categories_of(card: Card) -> list[Category]:
    """Its kind, then its themes, as chosen (without their ancestors)."""
    ids = [pk for pk in (card.kind_id, *card.themes) if pk]
    found = Category.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def nearby(card: Card, limit: int = 5) -> list[tuple[Card, int]]:
    """The nearest published cards with their distance in metres, by the GiST index."""
    if card.lon is None or card.lat is None:
        return []
    rows = (
        Card.objects.published()
        .exclude(pk=card.pk)
        .extra(  # the point column is the database's own
            select={"apart": "point <-> (SELECT c.point FROM cards_card c WHERE c.id = %s)"},
            select_params=[card.pk],
            where=["point IS NOT NULL"],
            order_by=["apart"],
        )[:limit]
    )
    return [(row, round(metres((card.lon, card.lat), (row.lon, row.lat)))) for row in rows]
