"""Writing many cards at once, for imports: a few statements for a thousand cards, the same history as one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from terreau.know.cards import species as kinds
from terreau.know.cards.actions.writing import assign, complete
from terreau.know.cards.enums import Change, Species
from terreau.know.cards.models import Card, Revision, Source
from terreau.know.cards.queries.filing import Filing, filing, free_slugs
from terreau.know.cards.rules import Values, changes, stamp
from terreau.trust.audit.actions import record

CHUNK = 500


@dataclass(frozen=True)
class CardDraft:
    """What a row wants: a new card, or new values for the card `card_id`."""

    values: Values
    species: str = Species.ACTOR
    card_id: int | None = None


@dataclass
class Written:
    """Ids aligned with the drafts; `created`, `updated` and `unchanged` count them."""

    ids: list[int] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@transaction.atomic
def write_drafts(
    *, drafts: Sequence[CardDraft], source: Source, by: Any, batch: UUID, on: date | None = None
) -> Written:
    """Create and update in bulk; one revision per card that changes, one audit event for all."""
    on = on or timezone.localdate()
    places, written, revisions = filing(), Written(), []
    held = Card.objects.select_for_update(of=("self",)).in_bulk({d.card_id for d in drafts if d.card_id is not None})
    current = _current(held.values())
    fresh = _new_cards([d for d in drafts if d.card_id is None], places, source=source, by=by, on=on)
    created = iter(fresh)
    dirty: dict[int, Card] = {}
    for draft in drafts:
        if draft.card_id is None:
            card = next(created)
            revisions.append(Revision(card=card, by=by, change=Change.IMPORTED, source=source, batch=batch))
            written.created += 1
        else:
            card = held[draft.card_id]
            revision = _update(card, current[card.pk], draft.values, places, source=source, on=on)
            if revision:
                revision.by, revision.batch = by, batch
                revisions.append(revision)
                dirty[card.pk] = card
            written.updated += bool(revision)
            written.unchanged += not revision
        written.ids.append(card.pk)
    if dirty:
        Card.objects.bulk_update(dirty.values(), UPDATED, batch_size=CHUNK)
    Revision.objects.bulk_create(revisions, batch_size=CHUNK)
    record(
        "cards.cards_imported",
        by=by,
        on=source,
        detail={"batch": str(batch), "created": written.created, "updated": written.updated},
    )
    return written


UPDATED = [
    "name", "other_names", "summary", "description", "kind", "themes", "path", "street", "postcode", "city", "lon",
    "lat", "precision", "district", "phone", "email", "website", "links", "opening_hours", "accessibility", "siret",
    "rna", "osm", "wikidata", "sources", "confirmed_at", "missing_since", "version", "updated_at",
]  # fmt: skip


def _current(cards: Iterable[Card]) -> dict[int, Values]:
    """What the held cards say now, completed by their species, in one reading per species."""
    by_species: dict[str, list[int]] = {}
    for card in cards:
        by_species.setdefault(card.species, []).append(card.pk)
    extras = {pk: more for species, ids in by_species.items() for pk, more in kinds.of(species).read(ids).items()}
    return {card.pk: {**card.fields, **extras.get(card.pk, {})} for card in cards}


def _new_cards(drafts: Sequence[CardDraft], places: Filing, *, source: Source, by: Any, on: date) -> list[Card]:
    cards = []
    for draft, slug in zip(drafts, free_slugs(d.values["name"] for d in drafts), strict=True):
        card = Card(species=draft.species, created_by=by, confirmed_at=on, slug=slug)
        assign(card, draft.values, places)
        card.sources = stamp({}, draft.values, source=source.pk, on=on, values=draft.values)
        cards.append(card)
    Card.objects.bulk_create(cards, batch_size=CHUNK)
    for species in Species:
        kinds.of(species).create([card.pk for card in cards if card.species == species])
    for card, draft in zip(cards, drafts, strict=True):
        complete(card, draft.values)
    return cards


def _update(
    card: Card, current: Values, values: Values, places: Filing, *, source: Source, on: date
) -> Revision | None:
    wanted = changes(current, values)
    if not wanted:
        return None
    before: Values = {name: current[name] for name in wanted}
    before["sources"] = {name: card.sources.get(name) for name in wanted}
    assign(card, wanted, places)
    card.sources = stamp(card.sources, wanted, source=source.pk, on=on, values=wanted)
    card.confirmed_at = max(on, card.confirmed_at or on)
    card.missing_since = None
    card.version += 1
    card.updated_at = timezone.now()
    complete(card, wanted)
    return Revision(card=card, change=Change.IMPORTED, before=before, after=wanted, source=source)


@transaction.atomic
def set_missing(*, cards: Iterable[int], source: Source, by: Any, batch: UUID, missing: bool) -> int:
    """Flag the cards that their source no longer lists (or lists again); never deletes."""
    since = timezone.localdate() if missing else None
    chosen = list(
        Card.objects.select_for_update()
        .filter(pk__in=cards, missing_since__isnull=missing)
        .values_list("pk", flat=True)
    )
    Card.objects.filter(pk__in=chosen).update(missing_since=since, updated_at=timezone.now())
    Revision.objects.bulk_create(
        [
            Revision(
                card_id=pk,
                by=by,
                change=Change.MISSING,
                source=source,
                batch=batch,
                before={"missing_since": None if missing else "past"},
                after={"missing_since": since and since.isoformat()},
            )
            for pk in chosen
        ],
        batch_size=CHUNK,
    )
    record("cards.cards_missing" if missing else "cards.cards_back", by=by, on=source, detail={"count": len(chosen)})
    return len(chosen)
