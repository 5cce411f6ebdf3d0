"""A person asks for the next stage; the work itself is done in the background."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from terreau.share.opendata.enums import Stage
from terreau.share.opendata.models import Import
from terreau.trust.audit.actions import record

BEFORE = {
    Stage.PREPARING: (Stage.RECEIVED, Stage.PREVIEWED, Stage.FAILED),
    Stage.APPLYING: (Stage.PREVIEWED, Stage.FAILED),
    Stage.UNDOING: (Stage.APPLIED, Stage.FAILED),
}


@transaction.atomic
def ask_stage(*, batch: Import, stage: str, by: Any) -> bool:
    """True once: a second click, or a stage that does not follow, changes nothing."""
    before = BEFORE.get(Stage(stage), ()) if stage in Stage.values else ()
    begun = batch.lines.filter(applied=True).exists()
    if batch.stage == Stage.FAILED and (stage == Stage.PREPARING) is begun:
        return False  # what has begun to write goes on or goes back; what has not is read again
    moved = Import.objects.filter(pk=batch.pk, stage=batch.stage, stage__in=before).update(
        stage=stage, done=0, beat_at=timezone.now(), trouble=""
    )
    if moved:
        record("opendata.stage_asked", by=by, on=batch, public=False, detail={"stage": stage})
    return bool(moved)
