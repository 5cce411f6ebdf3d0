"""Writing the previewed lines to the town, a few hundred per transaction; killed anywhere, it goes on where it was."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from terreau.know.cards.actions import CardDraft, set_missing, write_drafts
from terreau.lib.errors import Refused
from terreau.share.opendata.actions.drafting import cards_of, drafts_of
from terreau.share.opendata.actions.progress import beat, enter, fail, one_at_a_time
from terreau.share.opendata.enums import WRITTEN, Stage, Verdict
from terreau.share.opendata.models import Comparison, Import, Line, Origin
from terreau.trust.audit.actions import record

CHUNK = 1000
MARK = """
UPDATE opendata_line SET applied = true, card_id = done.card
FROM unnest(%s::bigint[], %s::bigint[]) AS done (line, card) WHERE opendata_line.id = done.line
"""
# two lines of one key: the last one speaks, as it would if they were written one after the other
REMEMBER = """
INSERT INTO opendata_origin (source_id, key, card_id, values, batch, missing)
SELECT DISTINCT ON (key) %s, key, card_id, values, %s, false
FROM opendata_line WHERE id = ANY (%s) ORDER BY key, number DESC
ON CONFLICT (source_id, key) DO UPDATE SET
    card_id = excluded.card_id, values = excluded.values, batch = excluded.batch, missing = false
"""
SEEN = """
UPDATE opendata_origin AS held SET values = said.values, batch = %s
FROM opendata_line AS said
WHERE said.batch_id = %s AND said.verdict = %s AND held.source_id = %s AND held.key = said.key
"""
# rows that another import of this source brought in since the preview are known now
CAUGHT_UP = """
UPDATE opendata_line AS line SET verdict = %s, card_id = held.card_id, last = held.values
FROM opendata_origin AS held
WHERE line.batch_id = %s AND line.verdict = %s AND NOT line.applied
    AND held.source_id = %s AND held.key = line.key AND held.batch IS DISTINCT FROM %s
"""


def apply_import(*, batch: Import, by: Any) -> Import:
    """Doubtful lines are left out, to be decided on the page of doubles; applying twice changes nothing."""
    with one_at_a_time():
        current = Import.objects.get(pk=batch.pk)
        if current.stage == Stage.APPLIED:
            return current
        begun = current.lines.filter(applied=True).exists()
        batch = enter(batch, Stage.APPLYING, frozenset({Stage.PREVIEWED, Stage.FAILED} if begun else {Stage.PREVIEWED}))
        try:
            _catch_up(batch)
            _write_all(batch, by)
            _finish(batch, by)
        except Refused as refusal:
            fail(batch, refusal.sentence)
            raise
    batch.refresh_from_db()
    return batch


@transaction.atomic
def _catch_up(batch: Import) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CAUGHT_UP, [Verdict.UPDATE, batch.pk, Verdict.CREATE, batch.source_id, batch.batch])
        if not cursor.rowcount:
            return
    batch.counts = {**Counter(batch.lines.values_list("verdict", flat=True)), "missing": batch.counts.get("missing", 0)}
    batch.save(update_fields=["counts"])


def _write_all(batch: Import, by: Any) -> None:
    waiting = batch.lines.filter(verdict__in=WRITTEN, applied=False).order_by("number")
    done, last = batch.lines.filter(applied=True).count(), 0
    while lines := list(waiting.filter(number__gt=last)[:CHUNK]):
        with transaction.atomic():
            _write(batch, lines, by)
        done, last = done + len(lines), lines[-1].number
        beat(batch, min(done, batch.total))


def _write(batch: Import, lines: Sequence[Line], by: Any) -> None:
    """One chunk: cards, origins and the mark that they are done, or none of it.

    A line that says the same as another of this chunk waits for it, and two lines never write one card at once.
    """
    waiting = list(lines)
    while waiting:
        cards = cards_of(batch, waiting)
        numbers = {line.number for line in waiting}
        ready, met = [], set()
        for line in waiting:
            card = cards.get(line.number)
            awaited = card is None and line.verdict == Verdict.MERGE and line.twin in numbers
            if not awaited and card not in met:
                ready.append(line)
                met |= {card} if card else set()
        _write_part(batch, drafts_of(batch, ready, cards), by)
        written = {line.number for line in ready}
        waiting = [line for line in waiting if line.number not in written]


def _write_part(batch: Import, part: Sequence[tuple[Line, CardDraft]], by: Any) -> None:
    drafts = [draft for _line, draft in part]
    written = write_drafts(drafts=drafts, source=batch.source, by=by, batch=batch.batch, on=timezone.localdate())
    lines = [line.pk for line, _draft in part]
    with connection.cursor() as cursor:
        cursor.execute(MARK, [lines, written.ids])
        cursor.execute(REMEMBER, [batch.source_id, batch.batch, lines])


@transaction.atomic
def _finish(batch: Import, by: Any) -> None:
    """What the source no longer lists is flagged, what it lists again is not; then one event for the whole."""
    keys = batch.lines.values("key")
    _seen(batch)
    gone = Origin.objects.filter(source=batch.source, missing=False).exclude(key__in=keys)
    back = Origin.objects.filter(source=batch.source, missing=True, key__in=keys)
    for origins, missing in ((gone, True), (back, False)):
        cards = list(origins.values_list("card_id", flat=True))
        if cards:
            set_missing(cards=cards, source=batch.source, by=by, batch=batch.batch, missing=missing)
            Origin.objects.filter(source=batch.source, card_id__in=cards).update(missing=missing)
    Comparison.objects.update_or_create(species=batch.species, defaults={"asked_at": timezone.now()})
    Import.objects.filter(pk=batch.pk).update(stage=Stage.APPLIED, done=batch.total, beat_at=None)
    record("opendata.import_applied", by=by, on=batch, detail={"counts": batch.counts, "source": batch.source.slug})


def _seen(batch: Import) -> None:
    """Unchanged rows were seen by this import too: what their source says now is remembered."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE opendata_line, opendata_origin")  # a plan made for empty tables would take minutes
        cursor.execute(SEEN, [batch.batch, batch.pk, Verdict.SAME, batch.source_id])
