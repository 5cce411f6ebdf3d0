"""Readings of the chain: the public journal, its export, its verification."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from terreau.trust.audit.models import Event

CHECK = """
SELECT e.id, sha256(convert_to(audit_event_text(e), 'UTF8')) = e.digest
    AND e.hash = sha256(coalesce((SELECT p.hash FROM audit_event p WHERE p.id = e.id - 1), ''::bytea) || e.digest)
    AND (e.id = 1 OR EXISTS (SELECT 1 FROM audit_event p WHERE p.id = e.id - 1))
FROM audit_event e WHERE e.id > %s ORDER BY e.id LIMIT %s
"""

EXPORT = """
SELECT id, CASE WHEN public THEN audit_event_text(e) END, encode(digest, 'hex'), encode(hash, 'hex')
FROM audit_event e WHERE id > %s ORDER BY id LIMIT %s
"""


@dataclass(frozen=True)
class Line:
    """One event as the public chain tells it; the text of a private one stays here, its digest does not lie."""

    id: int
    text: str | None
    digest: str
    hash: str


def public_events() -> QuerySet[Event]:
    return Event.objects.filter(public=True)


def first_broken(chunk: int = 5000) -> Iterator[tuple[int, int | None]]:
    """Walk the chain; yields (last id checked, None) after each chunk, or (id, id) at the first that does not hold."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(CHECK, [last, chunk])
            rows = cursor.fetchall()
        for pk, holds in rows:
            if not holds:
                yield pk, pk
                return
        if not rows:
            return
        last = rows[-1][0]
        yield last, None


def chain(chunk: int = 5000) -> Iterator[Line]:
    """The whole chain, oldest first, for the export."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(EXPORT, [last, chunk])
            rows = cursor.fetchall()
        for row in rows:
            yield Line(*row)
        if len(rows) < chunk:
            return
        last = rows[-1][0]
