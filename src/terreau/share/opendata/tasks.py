"""Background jobs of imports: shallow, resumable, one at a time."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from terreau.share.opendata import actions
from terreau.share.opendata.enums import RUNNING, Stage
from terreau.share.opendata.models import Import

WORK = {
    Stage.PREPARING: actions.prepare_import,
    Stage.APPLYING: actions.apply_import,
    Stage.UNDOING: actions.undo_import,
}
SILENCE = timedelta(minutes=2)


@app.task(name="opendata.run", queueing_lock=None)
def run(import_id: int, stage: str) -> None:
    """Do one stage of an import."""
    batch = Import.objects.select_related("made_by").get(pk=import_id)
    WORK[Stage(stage)](batch=batch, by=batch.made_by)


@app.periodic(cron="* * * * *")
@app.task(name="opendata.resume")
def resume(timestamp: int) -> None:
    """An import whose worker was killed goes on: its heart has not beaten for two minutes."""
    silent = Q(beat_at__lt=timezone.now() - SILENCE)
    for batch in Import.objects.filter(silent, stage__in=RUNNING):
        Import.objects.filter(pk=batch.pk).update(beat_at=timezone.now())
        run.defer(import_id=batch.pk, stage=batch.stage)
