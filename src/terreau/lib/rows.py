"""Many rows in one statement: they go in as one JSON text, which PostgreSQL unfolds; five times faster than parameters.

Rows are mappings of column names, as the database writes them (`kind_id`). Dates and identifiers go as text.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models

Rows = Sequence[Mapping[str, Any]]


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Columns left out get what the database gives by itself."""
    if rows:
        table, named = model._meta.db_table, ", ".join(_quoted(columns))
        _run(
            f"INSERT INTO {table} ({named}) SELECT {named} "  # noqa: S608  names of our own models
            f"FROM json_populate_recordset(null::{table}, %s::json)",
            rows,
        )


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Each row names its `id`."""
    if rows:
        table, named = model._meta.db_table, _quoted(columns)
        new = ", ".join(f"new.{column}" for column in named)
        _run(
            f"UPDATE {table} AS held SET ({', '.join(named)}) = ROW({new}) "  # noqa: S608  names of our own models
            f"FROM json_populate_recordset(null::{table}, %s::json) AS new WHERE held.id = new.id",
            rows,
        )


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """Numbers for rows about to be written, so that what refers to them is known beforehand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def _quoted(columns: Sequence[str]) -> list[str]:
    return [connection.ops.quote_name(column) for column in columns]


def _run(statement: str, rows: Rows) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, default=str)])
