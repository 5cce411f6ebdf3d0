"""Cards and lines as the duplicate finder reads them."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from terreau.algorithms.duplicates import Record
from terreau.know.cards.enums import CardStatus
from terreau.know.cards.models import Card, Distinction

FIELDS = ("pk", "name", "other_names", "lon", "lat", "website", "phone", "email", "siret", "rna", "osm", "wikidata",
          "postcode", "city", "street")  # fmt: skip


def card_id(pk: int) -> str:
    return f"c{pk:09d}"


def card_pk(ident: str) -> int:
    return int(ident[1:])


def line_id(number: int) -> str:
    return f"l{number:09d}"


def record(ident: str, values: Mapping[str, Any]) -> Record:
    given = values.get
    names = ("siret", "rna", "osm", "wikidata")
    return Record(
        id=ident,
        name=given("name") or "",
        other_names=tuple(given("other_names") or ()),
        lon=given("lon"),
        lat=given("lat"),
        site=site_of(given("website") or ""),
        phones=tuple(filter(None, [given("phone")])),
        emails=tuple(filter(None, [given("email")])),
        identifiers=tuple(f"{name}:{given(name)}" for name in names if given(name)),
        postcode=given("postcode") or "",
        city=given("city") or "",
        street=given("street") or "",
    )


def site_of(url: str) -> str:
    try:
        parts = urlsplit(url.lower())
    except ValueError:
        return ""
    return (parts.netloc.removeprefix("www.") + parts.path).rstrip("/") + (
        f"#{parts.fragment}" if parts.fragment else ""
    )


def town_records(species: str) -> Iterable[Record]:
    """Every card that is or may be on the map."""
    held = Card.objects.filter(species=species, status__in=[CardStatus.PUBLISHED, CardStatus.PROPOSED])
    for row in held.values(*FIELDS).iterator(chunk_size=5000):
        yield record(card_id(row["pk"]), row)


def known_distinct() -> frozenset[tuple[str, str]]:
    return frozenset((card_id(a), card_id(b)) for a, b in Distinction.objects.values_list("first", "second"))
