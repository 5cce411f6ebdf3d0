"""How many cards there are, and in how many each source speaks; kept by each process until a card changes."""

from collections.abc import Mapping
from functools import lru_cache

from django.db import connection

from terreau.know.cards.models import Card
from terreau.know.cards.queries.version import version

# cards, counted once for each source that one of their lines names
SPOKEN = """
SELECT said.source, count(*)
FROM cards_card AS card
CROSS JOIN LATERAL (SELECT DISTINCT (line.value ->> 'source')::bigint AS source FROM jsonb_each(card.sources) AS line) AS said
WHERE card.status = 'published' AND said.source IS NOT NULL
GROUP BY said.source
"""


def published_cards() -> int:
    return _published(version())


@lru_cache(maxsize=2)
def _published(_version: int) -> int:
    return Card.objects.published().count()


def cards_by_source() -> Mapping[int, int]:
    """Source id -> cards."""
    return _counted(version())


@lru_cache(maxsize=2)
def _counted(_version: int) -> Mapping[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(SPOKEN)
        return dict(cursor.fetchall())
