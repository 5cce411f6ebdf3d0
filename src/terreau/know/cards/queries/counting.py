"""The SQL behind the facets: few statements, read from one covering index, kept until the town's data change."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from terreau.know.cards.queries.where import OLD, Conditions

# Grouping twice is cheaper than once: the first pass streams, the second sees a few hundred rows.
SCALARS = """
SELECT species, district_id, confirmed, sum(n)::int, GROUPING(species, district_id, confirmed)
FROM (SELECT species, district_id, CASE WHEN confirmed_at IS NULL THEN 'never'
        WHEN confirmed_at >= %s THEN 'recent' ELSE 'old' END AS confirmed, count(*) AS n
    FROM ({inner}) AS chosen GROUP BY 1, 2, 3) AS said
GROUP BY GROUPING SETS ((species), (district_id), (confirmed))
"""
PATHS = """
SELECT node, sum(n)::int
FROM (SELECT path, count(*) AS n FROM ({inner}) AS chosen GROUP BY path) AS paths, unnest(path) AS node GROUP BY node
"""
STATES = "SELECT state, count(*)::int FROM ({inner}) AS chosen GROUP BY state"
WHICH = {3: "species", 5: "district", 6: "confirmed"}  # bit mask of what is not grouped
Counts = Mapping[Any, int]


def scalars(where: Conditions, name: str) -> Counts:
    """Cards by species, district or freshness, the question itself left open."""
    inner = where.queryset(besides=name).order_by().values("species", "district_id", "confirmed_at")
    sql, parameters = inner.query.sql_with_params()
    since = timezone.localdate() - OLD
    rows = _rows(SCALARS, sql, (since, *parameters), where.version)
    keys = {"species": 0, "district": 1, "confirmed": 2}
    return {row[keys[name]]: row[3] for row in rows if WHICH[row[4]] == name}


def paths(where: Conditions, name: str) -> Counts:
    """Cards by category, each counted once under every ancestor."""
    sql, parameters = where.queryset(besides=name).order_by().values("path").query.sql_with_params()
    return dict(_rows(PATHS, sql, parameters, where.version))


def states(where: Conditions) -> Counts:
    """Places by what becomes of them."""
    places = where.queryset(besides="state").filter(place__isnull=False).order_by()
    sql, parameters = places.values_list("place__state").query.sql_with_params()
    return dict(_rows(STATES, sql.replace('AS "place__state"', 'AS "state"'), parameters, where.version))


@lru_cache(maxsize=256)
def _rows(around: str, inner: str, parameters: tuple[Any, ...], _version: int) -> tuple[tuple[Any, ...], ...]:
    """Kept by each process until a card changes: most visitors ask the same first questions."""
    with connection.cursor() as cursor:
        cursor.execute(around.format(inner=inner), parameters)
        return tuple(cursor.fetchall())


def forget() -> None:
    """Count again, as after a change."""
    _rows.cache_clear()
