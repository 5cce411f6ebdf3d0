"""Cards and revisions written many at once. No action: actions call it."""

from collections.abc import Iterable

from terreau.know.cards.models import Card, Revision
from terreau.lib.rows import Rows, insert_rows, take_ids, update_rows

COLUMNS = {field.attname: field.column for field in Card._meta.concrete_fields}
GIVEN_BY_DATABASE = {"created_at", "updated_at", "name_key", "search"}
BLANK = {
    field.column: field.get_default()
    for field in Card._meta.concrete_fields
    if field.attname not in {"id", *GIVEN_BY_DATABASE}
}
"""A new card before anything is known of it."""
REVISION = ("card_id", "by_id", "change", "before", "after", "source_id", "note", "batch", "undoes_id")


def take_card_ids(count: int) -> list[int]:
    return take_ids(Card, count)


def insert_cards(rows: Rows) -> None:
    insert_rows(Card, ("id", *BLANK), [{**BLANK, **row} for row in rows])


def insert_revisions(rows: Rows) -> None:
    insert_rows(Revision, REVISION, [{"before": {}, "after": {}, "note": "", **row} for row in rows])


def update_cards(cards: Iterable[Card], names: Iterable[str]) -> None:
    """Write the named fields (as Python holds them: kind_id) of cards changed in memory."""
    columns = {name: COLUMNS[name] for name in names}
    rows = [{"id": card.pk, **{column: getattr(card, name) for name, column in columns.items()}} for card in cards]
    update_rows(Card, list(columns.values()), rows)
