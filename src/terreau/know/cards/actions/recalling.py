"""Taking back many changes of an import in a few statements, with the rules and the history of one by one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from terreau.know.cards import species as kinds
from terreau.know.cards.actions.drafts import UPDATED
from terreau.know.cards.actions.rows import insert_revisions, update_cards
from terreau.know.cards.actions.undoing import is_creation, restore
from terreau.know.cards.actions.writing import complete_all, touch
from terreau.know.cards.enums import Change
from terreau.know.cards.models import Card, Revision
from terreau.know.cards.queries.filing import filing
from terreau.know.cards.rules import Values
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def undo_revisions(*, revisions: Sequence[int], batch: UUID, by: Any) -> int:
    """Undo these revisions of an import, newest first; returns how many stay because someone built on them."""
    held = _held(revisions)
    waiting = Revision.objects.filter(pk__in=revisions, undone_by__isnull=True).order_by("-pk")
    current, built_on, places = kinds.values_of_all(held.values()), _built_on(held, batch), filing()
    told = {"change": Change.UNDONE, "by_id": getattr(by, "pk", None)}
    rows, kept = [], 0
    touched: dict[int, Values] = {}
    for revision in waiting:
        card = held[revision.card_id]
        if is_creation(revision) and built_on.get(card.pk, 0) > revision.pk:
            kept += 1
            continue
        try:
            undone = restore(card, current[card.pk], revision, places)
        except Refused:
            kept += 1
            continue
        touch(card)
        rows.append({**told, **undone, "card_id": card.pk, "undoes_id": revision.pk})
        own = {name: value for name, value in undone["after"].items() if name in current[card.pk]}
        current[card.pk] |= own
        touched.setdefault(card.pk, {}).update(own)
    _write(held, touched)
    insert_revisions(rows)
    record("cards.changes_undone", by=by, detail={"batch": str(batch), "undone": len(rows), "kept": kept})
    return kept


def _held(revisions: Sequence[int]) -> dict[int, Card]:
    """The cards as they are now, held until the end, always in one order: no deadlock."""
    ids = Revision.objects.filter(pk__in=revisions).values("card_id")
    return {card.pk: card for card in Card.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")}


def _built_on(cards: dict[int, Card], batch: UUID) -> dict[int, int]:
    """The last change that someone else made of each card, and that stands: what an import created must then stay."""
    later = Revision.objects.filter(card__in=cards, undoes__isnull=True)
    later = later.exclude(batch=batch).exclude(change=Change.UNDONE).order_by("pk")
    return dict(later.values_list("card_id", "pk"))


def _write(held: dict[int, Card], touched: dict[int, Values]) -> None:
    update_cards([held[pk] for pk in touched], [*UPDATED, "status"])
    by_species: dict[str, dict[int, Values]] = {}
    for pk, values in touched.items():
        by_species.setdefault(held[pk].species, {})[pk] = values
    for species, values_of in by_species.items():
        complete_all(species, values_of)
