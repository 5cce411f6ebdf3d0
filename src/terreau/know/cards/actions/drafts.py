"""Writing many cards at once, for imports: a few statements for a thousand cards, the same history as one by one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from terreau.know.cards import species as kinds
from terreau.know.cards.actions.rows import insert_cards, insert_revisions, take_card_ids, update_cards
from terreau.know.cards.actions.writing import assign, attribute, complete_all, touch
from terreau.know.cards.enums import Change, Species
from terreau.know.cards.models import Card, Source
from terreau.know.cards.models.card import EDITABLE
from terreau.know.cards.queries.filing import filing, free_slugs
from terreau.know.cards.rules import Values, changes, stamp
from terreau.trust.audit.actions import record

Stamp = Callable[..., dict[str, Any]]


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
    stamp_of = partial(stamp, source=source.pk, on=on)
    said = {"change": Change.IMPORTED, "by_id": getattr(by, "pk", None), "source_id": source.pk, "batch": batch}
    new, known = ([d for d in drafts if (d.card_id is None) is fresh] for fresh in (True, False))
    made = _create(new, stamp_of, by=by, on=on)
    updates = _update(known, stamp_of, on=on)
    insert_revisions([{**said, "card_id": pk} for pk in made] + [{**said, **update} for update in updates])
    fresh = iter(made)
    written = Written([next(fresh) if d.card_id is None else d.card_id for d in drafts])
    written.created, written.updated, written.unchanged = len(made), len(updates), len(known) - len(updates)
    record(
        "cards.cards_imported",
        by=by,
        on=source,
        detail={"batch": str(batch), "created": written.created, "updated": written.updated},
    )
    return written


UPDATED = [attribute(name) for name in EDITABLE] + [
    "path", "district_id", "sources", "confirmed_at", "missing_since", "version", "updated_at",
]  # fmt: skip


def _create(drafts: Sequence[CardDraft], stamp_of: Stamp, *, by: Any, on: date) -> list[int]:
    """The new cards' ids, in the order of the drafts."""
    places, ids = filing(), take_card_ids(len(drafts))
    rows = []
    for pk, draft, slug in zip(ids, drafts, free_slugs(d.values["name"] for d in drafts), strict=True):
        own = {attribute(name): value for name, value in draft.values.items() if name in EDITABLE}
        filed = {"path": places.path(draft.values), "district_id": places.district(draft.values)}
        made = {"created_by_id": getattr(by, "pk", None), "confirmed_at": on, "version": 1}
        sources = stamp_of({}, draft.values, values=draft.values)
        rows.append({"id": pk, "slug": slug, "species": draft.species, "sources": sources, **own, **filed, **made})
    insert_cards(rows)
    for species in Species:
        values = {pk: draft.values for pk, draft in zip(ids, drafts, strict=True) if draft.species == species}
        kinds.of(species).create(list(values))
        complete_all(species, values)
    return ids


def _update(drafts: Sequence[CardDraft], stamp_of: Stamp, *, on: date) -> list[Values]:
    """What changed of each card that changed: its id, before and after. A card drafted twice changes twice."""
    held = Card.objects.select_for_update(of=("self",)).in_bulk({d.card_id for d in drafts})
    places, current = filing(), kinds.values_of_all(held.values())
    dirty: dict[int, Card] = {}
    extras: dict[str, dict[int, Values]] = {}
    updates = []
    for draft in drafts:
        card = held[cast("int", draft.card_id)]
        wanted = changes(current[card.pk], draft.values)
        if not wanted:
            continue
        before: Values = {name: current[card.pk][name] for name in wanted}
        before["sources"] = {name: card.sources.get(name) for name in wanted}
        updates.append({"card_id": card.pk, "before": before, "after": wanted})
        assign(card, wanted, places)
        card.sources = stamp_of(card.sources, wanted, values=wanted)
        card.confirmed_at, card.missing_since = max(on, card.confirmed_at or on), None
        touch(card)
        current[card.pk] |= wanted
        dirty[card.pk] = card
        extras.setdefault(card.species, {}).setdefault(card.pk, {}).update(wanted)
    update_cards(dirty.values(), UPDATED)
    for species, values in extras.items():
        complete_all(species, values)
    return updates


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
    told = {
        "change": Change.MISSING, "by_id": getattr(by, "pk", None), "source_id": source.pk, "batch": batch,
        "before": {"missing_since": None if missing else "past"},
        "after": {"missing_since": since and since.isoformat()},
    }  # fmt: skip
    insert_revisions([{**told, "card_id": pk} for pk in chosen])
    record("cards.cards_missing" if missing else "cards.cards_back", by=by, on=source, detail={"count": len(chosen)})
    return len(chosen)
