"""Two years of life: who created, corrected, confirmed and flagged what, with the dates of the files."""

from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from terreau.know.cards.actions import give_stewardship
from terreau.know.cards.enums import Change
from terreau.know.cards.models import Card, Revision, Source, Suggestion
from terreau.portal.sample.files import read
from terreau.trust.people.models import Person

CHANGES = {
    "created": Change.CREATED,
    "edited": Change.EDITED,
    "confirmed": Change.CONFIRMED,
    "merged": Change.EDITED,
    "undone": Change.EDITED,
}


def write_history(known: dict[str, Card], cast: dict[str, Person]) -> None:
    """Revisions dated as the files say; the last change of each card is when it changed."""
    source = Source.objects.get(slug="town-file")
    told = sorted((one for one in read("history") if one["on"] in known), key=lambda one: one["at"])
    first = {one["on"] for one in told if one["what"] == "created"}
    revisions = [_origin(card, source) for slug, card in known.items() if slug not in first]
    latest: dict[str, datetime] = {}
    for one in told:
        at = parse_datetime(one["at"])
        card, by = known[one["on"]], cast.get(one["who"])
        if at is None:
            continue
        if one["what"] == "flagged":
            _flag(card, one, by, at)
            continue
        revisions.append(_revision(card, one, by, at))
        latest[one["on"]] = at
    Revision.objects.bulk_create(revisions, batch_size=500)
    _date(known, latest)
    _stewards(known, cast)


def _origin(card: Card, source: Source) -> Revision:
    """Cards that nobody tells of came with the town's file."""
    return Revision(card=card, change=Change.CREATED, source=source, at=_morning(min(_dates(card))))


def _dates(card: Card) -> list[str]:
    return [line["at"] for line in card.sources.values()]


def _morning(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00+01:00")


def _revision(card: Card, one: dict[str, Any], by: Person | None, at: datetime) -> Revision:
    field = one.get("field")
    before = {field: one.get("before")} if field else {}
    after = {field: one.get("after")} if field else {}
    note = one.get("note", "")[:300]
    return Revision(card=card, by=by, at=at, change=CHANGES[one["what"]], before=before, after=after, note=note)


def _flag(card: Card, one: dict[str, Any], by: Person | None, at: datetime) -> None:
    """What people said was wrong; the two latest still wait for an answer."""
    waits = at.year == 2026 and at.month >= 10
    decided = {} if waits else {"decided_at": at, "outcome": Suggestion.Outcome.ACCEPTED}
    Suggestion.objects.create(
        card=card, person=by, made_at=at, text=one.get("note", ""), field=one.get("field", ""), **decided
    )


def _date(known: dict[str, Card], latest: dict[str, datetime]) -> None:
    for slug, card in known.items():
        card.created_at = _morning(min(_dates(card)))
        card.updated_at = max(latest.get(slug, card.created_at), _morning(max(_dates(card))))
    Card.objects.bulk_update(known.values(), ["created_at", "updated_at"], batch_size=500)


def _stewards(known: dict[str, Card], cast: dict[str, Person]) -> None:
    for one in read("cast"):
        for slug in one["keeps"]:
            if slug in known:
                give_stewardship(card=known[slug], person=cast[one["id"]], by=None)
