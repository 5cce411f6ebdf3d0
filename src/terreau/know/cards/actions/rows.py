"""Many rows in one statement: they go in as one JSON text, which the database unfolds. No action: actions call it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models

from terreau.know.cards.models import Card, Revision

Rows = Sequence[Mapping[str, Any]]
COLUMNS = {field.attname: field.column for field in Card._meta.concrete_fields}
GIVEN_BY_DATABASE = {"created_at", "updated_at", "name_key", "search"}
BLANK = {
    field.column: field.get_default()
    for field in Card._meta.concrete_fields
    if field.attname not in {"id", *GIVEN_BY_DATABASE}
}
"""A new card before anything is known of it."""
REVISION = ("card_id", "by_id", "change", "before", "after", "source_id", "note", "batch", "undoes_id")


def take_ids(count: int) -> list[int]:
    """Numbers for cards about to be written, so that what refers to them is known beforehand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Card._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def insert_cards(rows: Rows) -> None:
    _insert(Card, ("id", *BLANK), [{**BLANK, **row} for row in rows])


def insert_revisions(rows: Rows) -> None:
    _insert(Revision, REVISION, [{"before": {}, "after": {}, "note": "", **row} for row in rows])


def update_cards(cards: Iterable[Card], names: Iterable[str]) -> None:
    """Write the named fields (as Python holds them: kind_id) of cards changed in memory."""
    columns = [COLUMNS[name] for name in names]
    rows = [{"id": card.pk, **{COLUMNS[name]: getattr(card, name) for name in names}} for card in cards]
    if rows:
        table = Card._meta.db_table
        new = ", ".join(f"new.{column}" for column in columns)
        _run(
            f"UPDATE {table} AS held SET ({', '.join(columns)}) = ROW({new}) "  # noqa: S608  names of our own models
            f"FROM json_populate_recordset(null::{table}, %s::json) AS new WHERE held.id = new.id",
            rows,
        )


def _insert(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    if rows:
        table, named = model._meta.db_table, ", ".join(columns)
        _run(
            f"INSERT INTO {table} ({named}) SELECT {named} "  # noqa: S608  names of our own models
            f"FROM json_populate_recordset(null::{table}, %s::json)",
            rows,
        )


def _run(statement: str, rows: Rows) -> None:
    """Dates and identifiers go as text."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, default=str)])
