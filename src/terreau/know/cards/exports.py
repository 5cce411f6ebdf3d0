"""The filtered set as files: CSV and GeoJSON streamed row by row, with source and licence."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value

from terreau.know.cards.enums import Licence
from terreau.know.cards.models import Card, Category, Source
from terreau.lib import spreadsheets

COLUMNS = (
    "id", "species", "name", "other_names", "summary", "description", "kind", "themes", "street", "postcode", "city",
    "lon", "lat", "district", "phone", "email", "website", "opening_hours", "accessibility", "siret", "rna", "osm",
    "wikidata", "confirmed_at", "sources", "licences", "url",
)  # fmt: skip


def open_cards(cards: QuerySet[Card]) -> tuple[QuerySet[Card], int]:
    """Cards that may be given further, and how many may not: those holding a fact whose licence is unknown."""
    closed = list(Source.objects.filter(licence=Licence.UNKNOWN).values_list("pk", flat=True))
    if not closed:
        return cards, 0
    shut = f"$.* ? ({' || '.join(f'@.source == {int(pk)}' for pk in closed)})"
    holds = Func(
        F("sources"), Value(shut), template="jsonb_path_exists(%(expressions)s::jsonpath)", output_field=BooleanField()
    )
    kept = cards.alias(shut=holds).filter(shut=False)
    return kept, cards.count() - kept.count()


def rows(cards: QuerySet[Card], absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """One flat dict per card, in `COLUMNS` order."""
    categories = dict(Category.objects.values_list("pk", "slug"))
    sources = Source.objects.in_bulk()
    for card in cards.select_related("district").iterator(chunk_size=2000):
        said = [sources[pk] for pk in dict.fromkeys(line["source"] for line in card.sources.values()) if pk in sources]
        values = {name: getattr(card, name, "") for name in COLUMNS}
        yield values | {
            "other_names": "|".join(card.other_names),
            "kind": categories.get(card.kind_id or 0, ""),
            "themes": "|".join(categories.get(pk, "") for pk in card.themes),
            "district": card.district.name if card.district else "",
            "sources": "|".join(source.attribution or source.name for source in said),
            "licences": "|".join(dict.fromkeys(source.licence for source in said)),
            "url": absolute(card.get_absolute_url()),
        }


def as_csv(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    """In `COLUMNS` order."""
    return spreadsheets.lines(COLUMNS, ([row[name] for name in COLUMNS] for row in found))


def as_geojson(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    """RFC 7946: longitude first; a card without a position has a null geometry."""
    yield '{"type":"FeatureCollection","features":['
    for number, row in enumerate(found):
        lon, lat = row.pop("lon"), row.pop("lat")
        point = {"type": "Point", "coordinates": [lon, lat]} if lon is not None else None
        feature = {"type": "Feature", "id": row["id"], "geometry": point, "properties": row}
        yield ("," if number else "") + json.dumps(feature, ensure_ascii=False, default=str)
    yield "]}"
