"""A card in schema.org words, for search engines and for whoever reuses the page."""

from typing import Any

from terreau.know.cards.enums import Species
from terreau.know.cards.models import Card, Category

DEFAULT_TYPE = {Species.ACTOR: "Organization", Species.PLACE: "Place"}


def linked_data(card: Card, categories: list[Category], url: str) -> dict[str, Any]:
    """Only what the card says; empty fields are left out."""
    kind = next((c for c in categories if c.pk == card.kind_id), None)
    document = {
        "@context": "https://schema.org",
        "@type": (kind.schema if kind else "") or DEFAULT_TYPE[Species(card.species)],
        "@id": url,
        "name": card.name,
        "alternateName": card.other_names,
        "description": card.summary or card.description,
        "url": card.website,
        "telephone": card.phone,
        "email": card.email,
        "openingHours": card.opening_hours,
        "keywords": [str(c) for c in categories if c.pk != card.kind_id],
        "sameAs": [link["url"] for link in card.links] + _identifiers(card),
        "iso6523Code": f"0009:{card.siret}" if card.siret else "",
        "address": _address(card),
        **_position(card),
    }
    return {name: value for name, value in document.items() if value}


def _address(card: Card) -> dict[str, str]:
    parts = {"streetAddress": card.street, "postalCode": card.postcode, "addressLocality": card.city}
    return {"@type": "PostalAddress", **{k: v for k, v in parts.items() if v}} if any(parts.values()) else {}


def _position(card: Card) -> dict[str, Any]:
    """A place has coordinates itself; an organisation has a place that has them."""
    if card.lon is None:
        return {}
    geo = {"@type": "GeoCoordinates", "longitude": card.lon, "latitude": card.lat}
    return {"geo": geo} if card.species == Species.PLACE else {"location": {"@type": "Place", "geo": geo}}


def _identifiers(card: Card) -> list[str]:
    return [
        *([f"https://www.openstreetmap.org/{card.osm}"] if card.osm else []),
        *([f"https://www.wikidata.org/entity/{card.wikidata}"] if card.wikidata else []),
    ]
