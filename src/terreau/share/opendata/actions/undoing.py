"""Taking a whole import back: what it created goes, what it changed comes back, unless someone changed it since."""

from typing import Any

from django.db import connection, transaction

from terreau.know.cards.actions import undo_revisions
from terreau.know.cards.enums import CardStatus
from terreau.know.cards.models import Revision
from terreau.share.opendata.actions.progress import beat, enter, one_at_a_time
from terreau.share.opendata.enums import Stage, Verdict
from terreau.share.opendata.models import Import, Origin
from terreau.trust.audit.actions import record

CHUNK = 1000
SAID = """
UPDATE opendata_origin AS held SET values = line.last
FROM opendata_line AS line
WHERE line.batch_id = %s AND line.last IS NOT NULL AND held.source_id = %s AND held.key = line.key
"""


def undo_import(*, batch: Import, by: Any) -> Import:
    """Resumable: each revision undone is marked by its undo; those that later edits protect are counted and told."""
    with one_at_a_time():
        batch = enter(batch, Stage.UNDOING, frozenset({Stage.APPLIED, Stage.FAILED}))
        kept = _take_back(batch, by)
        with transaction.atomic():
            _remember(batch)
            Import.objects.filter(pk=batch.pk).update(
                stage=Stage.UNDONE, counts={**batch.counts, "kept": kept}, done=batch.total, beat_at=None
            )
            record("opendata.import_undone", by=by, on=batch, detail={"kept": kept})
    batch.refresh_from_db()
    return batch


def _take_back(batch: Import, by: Any) -> int:
    """Newest first; returns how many cards keep this import's change because someone built on it."""
    made = Revision.objects.filter(batch=batch.batch, undone_by__isnull=True).order_by("-pk")
    waiting = list(made.values_list("pk", flat=True))
    kept = done = 0
    for start in range(0, len(waiting), CHUNK):
        part = waiting[start : start + CHUNK]
        kept += undo_revisions(revisions=part, batch=batch.batch, by=by)
        done += len(part)
        beat(batch, min(done, batch.total))
    return kept


def _remember(batch: Import) -> None:
    """What was known of the source before this import: new rows are forgotten, known ones said what they said."""
    written = batch.lines.filter(applied=True, verdict__in=[Verdict.CREATE, Verdict.MERGE])
    gone = written.exclude(verdict=Verdict.CREATE, card__status=CardStatus.PUBLISHED)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE opendata_line, opendata_origin")  # as when applying
        Origin.objects.filter(source=batch.source, key__in=gone.values("key")).delete()
        cursor.execute(SAID, [batch.pk, batch.source_id])
    back = Origin.objects.filter(source=batch.source, missing=True, card__missing_since__isnull=True)
    back.update(missing=False)
