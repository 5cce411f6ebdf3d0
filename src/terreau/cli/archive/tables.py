"""The database seen as tables, columns and sequences, whatever the apps."""

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from django.db.backends.utils import CursorWrapper
from psycopg import sql

# Kept empty by a restore: what expires by itself, and keys that would let who reads a backup enter as someone else.
LEFT_OUT = ("cache", "django_session", "usersessions_usersession")

COLUMNS = """
SELECT c.table_name, array_agg(c.column_name::text ORDER BY c.ordinal_position) FILTER (WHERE c.is_generated = 'NEVER')
FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
GROUP BY c.table_name ORDER BY c.table_name
"""
REFERENCES = """
SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND conrelid <> confrelid AND connamespace = current_schema()::regnamespace
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1"


@dataclass(frozen=True)
class Shape:
    name: str
    columns: list[str]


def listed(names: list[str]) -> sql.Composed:
    """Names of tables or columns, quoted, for the SQL that lists them."""
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)


def tables(cursor: CursorWrapper) -> list[Shape]:
    cursor.execute(COLUMNS)
    return [Shape(name, columns) for name, columns in cursor.fetchall()]


def sequences(cursor: CursorWrapper) -> dict[str, int | None]:
    cursor.execute(SEQUENCES)
    return dict(cursor.fetchall())


def by_reference(cursor: CursorWrapper, names: list[str]) -> list[str]:
    """Referred tables first, for the constraints that cannot wait for the commit; a circle keeps the given order."""
    cursor.execute(REFERENCES)
    graph = TopologicalSorter({name: set() for name in names})
    for referring, referred in cursor.fetchall():
        if referring in names and referred in names:
            graph.add(referring, referred)
    try:
        return list(graph.static_order())
    except CycleError:
        return names


def has_town(cursor: CursorWrapper) -> bool:
    """Is there someone or something to lose here?"""
    names = {shape.name for shape in tables(cursor)}
    for name in {"territory_town", "people_person", "audit_event"} & names:
        cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(name)))
        if cursor.fetchone()[0]:
            return True
    return False
