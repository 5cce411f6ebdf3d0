"""Taking a whole import back: what it created goes, what it changed comes back, unless someone changed it since."""

from typing import Any

from django.db import transaction

from terreau.know.cards.actions import undo_revision
from terreau.know.cards.enums import CardStatus, Change
from terreau.know.cards.models import Revision
from terreau.lib.errors import Refused
from terreau.share.opendata.actions.progress import beat, enter, one_at_a_time
from terreau.share.opendata.enums import Stage, Verdict
from terreau.share.opendata.models import Import, Origin
from terreau.trust.audit.actions import record

CHUNK = 100


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
    kept = done = 0
    last: int | None = None
    while True:
        waiting = Revision.objects.filter(batch=batch.batch, undone_by__isnull=True).order_by("-pk")
        chunk = list((waiting.filter(pk__lt=last) if last else waiting).select_related("card")[:CHUNK])
        if not chunk:
            return kept
        with transaction.atomic():
            kept += sum(not _undo(revision, by) for revision in chunk)
        last = chunk[-1].pk
        done += len(chunk)
        beat(batch, min(done, batch.total))


def _remember(batch: Import) -> None:
    """What was known of the source before this import: new rows are forgotten, known ones said what they said."""
    written = batch.lines.filter(applied=True, verdict__in=[Verdict.CREATE, Verdict.MERGE])
    gone = written.exclude(verdict=Verdict.CREATE, card__status=CardStatus.PUBLISHED)
    Origin.objects.filter(source=batch.source, key__in=gone.values("key")).delete()
    last = dict(batch.lines.filter(last__isnull=False).values_list("key", "last"))
    held = list(Origin.objects.filter(source=batch.source, key__in=last))
    for origin in held:
        origin.values = last[origin.key]
    Origin.objects.bulk_update(held, ["values"], batch_size=CHUNK)
    back = Origin.objects.filter(source=batch.source, missing=True, card__missing_since__isnull=True)
    back.update(missing=False)


def _undo(revision: Revision, by: Any) -> bool:
    """A card that this import created and that someone edited since stays."""
    created = revision.change == Change.IMPORTED and not revision.after
    later = Revision.objects.filter(card=revision.card, pk__gt=revision.pk, undoes__isnull=True)
    if created and later.exclude(batch=revision.batch).exclude(change=Change.UNDONE).exists():
        return False
    try:
        with transaction.atomic():
            undo_revision(revision=revision, by=by)
    except Refused:
        return False
    return True
