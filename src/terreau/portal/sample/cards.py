"""The cards of the sample town, each field with its own source and date."""

from datetime import date
from typing import Any
from uuid import uuid4

from terreau.know.cards.actions import CardDraft, write_drafts
from terreau.know.cards.actions.writing import complete
from terreau.know.cards.models import Card, Category, Revision, Source
from terreau.portal.sample.files import read

PLAIN = ("name", "other_names", "summary", "description", "phone", "email", "website", "opening_hours", "accessibility")


def write_cards() -> dict[str, Card]:
    """Every actor and place, by its id in the files, which is also its slug."""
    sources = {one["slug"]: _source(one) for one in read("town")["sources"]}
    categories = dict(Category.objects.values_list("slug", "pk"))
    known = _write(read("actors"), "actor", categories, sources, {})
    return known | _write(read("places"), "place", categories, sources, known)


def _source(one: dict[str, Any]) -> Source:
    fields = {name: one.get(name, "") for name in ("name", "kind", "licence", "attribution")}
    return Source.objects.update_or_create(slug=one["slug"], defaults=fields)[0]


def _write(
    rows: list[dict[str, Any]],
    species: str,
    categories: dict[str, int],
    sources: dict[str, Source],
    actors: dict[str, Card],
) -> dict[str, Card]:
    drafts = [CardDraft(_values(row, categories), species=species) for row in rows]
    batch = uuid4()
    written = write_drafts(drafts=drafts, source=sources["town-file"], by=None, batch=batch)
    Revision.objects.filter(batch=batch).delete()  # the history that follows tells how each card really came
    cards = Card.objects.in_bulk(written.ids)
    known = {}
    for row, pk in zip(rows, written.ids, strict=True):
        card = known[row["id"]] = cards[pk]
        card.slug = row["id"]
        card.sources, card.confirmed_at = _sourced(card, row["sources"], sources)
        if species == "place":
            complete(card, _premises(row, actors))
    Card.objects.bulk_update(known.values(), ["slug", "sources", "confirmed_at"], batch_size=500)
    return known


def _values(row: dict[str, Any], categories: dict[str, int]) -> dict[str, Any]:
    address, town = row.get("address") or {}, read("town")
    values = {name: row[name] for name in PLAIN if row.get(name)}
    values["phone"] = _international(row.get("phone") or "")
    values["kind"] = categories[row["kind"]]
    values["themes"] = sorted(categories[slug] for slug in row["themes"])
    if address:
        values |= {
            "street": f"{address['number']} {address['street']}".strip(), "postcode": town["postcodes"][0],
            "city": town["name"], "lon": address["lon"], "lat": address["lat"], "precision": address["precision"],
        }  # fmt: skip
    return values | {name: value for name, value in (row.get("identifiers") or {}).items() if name in ("siret", "rna")}


def _international(phone: str) -> str:
    digits = phone.replace(" ", "")
    return f"+33{digits[1:]}" if digits.startswith("0") else digits


def _premises(row: dict[str, Any], actors: dict[str, Card]) -> dict[str, Any]:
    owner = actors.get(row.get("owner") or "")
    managers = sorted(actors[name].pk for name in row.get("managers") or () if name in actors)
    given = {"state": row["status"], "capacity": row.get("capacity"), "surface": row.get("surface")}
    return {**given, "owner": owner.pk if owner else None, "managers": managers}


def _sourced(card: Card, lines: dict[str, Any], sources: dict[str, Source]) -> tuple[dict[str, Any], date]:
    """The source line of each filled field, from that of its group; confirmed when the latest of them was."""
    groups = read("town")["field_groups"]
    given = {
        name: {"source": sources[line["source"]].pk, "at": line["at"]}
        for group, line in lines.items()
        for name in groups[group]
        if name not in card.fields or card.fields[name] not in (None, "", [], {})
    }
    return given, max(date.fromisoformat(line["at"]) for line in lines.values())
