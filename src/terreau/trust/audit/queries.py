"""Readings of the chain: the public journal, its export, its verification."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from terreau.trust.audit.models import Event

CHECK = """
SELECT e.id, sha256(convert_to(audit_event_text(e), 'UTF8')) = e.digest
    AND e.hash = sha256(coalesce(p.hash, ''::bytea) || e.digest)
    AND (e.id = 1 OR p.id IS NOT NULL)
FROM audit_event e LEFT JOIN audit_event p ON p.id = e.id - 1
WHERE e.id > %s ORDER BY e.id LIMIT %s
"""

EXPORT = """
SELECT id, CASE WHEN public THEN audit_event_text(e) END, encode(digest, 'hex'), encode(hash, 'hex')
FROM audit_event e WHERE id > %s ORDER BY id LIMIT %s
"""

LATEST = """
SELECT coalesce(max(last.id), 0) FROM unnest(%s::text[]) AS app,
    LATERAL (SELECT id FROM audit_event WHERE split_part(name, '.', 1) = app ORDER BY id DESC LIMIT 1) AS last
"""

CHANGED = """
SELECT id, hash, object_id FROM audit_event WHERE split_part(name, '.', 1) = %s AND id >= %s ORDER BY id
"""

LAST = "SELECT id, hash FROM audit_event WHERE split_part(name, '.', 1) = %s ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True)
class Mark:
    """How far somebody has read; the hash tells the event from another that took its number after a rollback."""

    id: int = 0
    hash: bytes = b""


@dataclass(frozen=True)
class Line:
    """One event as the public chain tells it; the text of a private one stays here, its digest does not lie."""

    id: int
    text: str | None
    digest: str
    hash: str


def public_events(*, name: str = "", before: int | None = None) -> QuerySet[Event]:
    """Newest first; `name` is an event, or an app and its dot (`cards.`); `before` a number, for the next page."""
    events = Event.objects.filter(public=True)
    if name:
        events = events.filter(name__startswith=name) if name.endswith(".") else events.filter(name=name)
    return events.filter(pk__lt=before) if before else events


def head() -> Event | None:
    """The last event: whoever noted its hash knows later that nothing before it was changed."""
    return Event.objects.order_by("-pk").first()


def latest(*apps: str) -> int:
    """The number of the last event of these apps, 0 before the first: a word that changes with what they keep.

    A number is given under the chain's lock, which is held until the commit: a change that becomes visible late cannot
    hide behind a newer one, as it could behind a date. One index entry is read per app.
    """
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [list(apps)])
        return int(cursor.fetchone()[0])


def changed(app: str, since: Mark | None) -> tuple[Mark, set[int] | None]:
    """How far the journal of an app goes, and the objects that it names after `since`; None: everything may have changed.

    What is kept in memory follows by it in every process, since the number is given under a lock held until the
    commit (see `latest`). Read the mark first, then the objects: what is then newer than the mark is read again.
    """
    with connection.cursor() as cursor:
        cursor.execute(*((CHANGED, [app, since.id]) if since else (LAST, [app])))
        rows = [(Mark(pk, bytes(digest)), *named) for pk, digest, *named in cursor.fetchall()]
    if since is None:
        return (rows[0][0] if rows else Mark()), None
    if since.id and (not rows or rows[0][0] != since):
        return changed(app, None)
    return (rows[-1][0] if rows else since), {int(name) for mark, name in rows if mark != since and name.isdecimal()}


def holds_hash(text: str) -> bool:
    """Is this hash, noted some day, still in the chain?"""
    try:
        return Event.objects.filter(hash=bytes.fromhex(text)).exists()
    except ValueError:
        return False


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
