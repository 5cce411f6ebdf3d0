"""A person asks for the next stage, or to be asked; the work itself is done in the background."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.know.cards.models import Source
from terreau.lib.errors import Refused
from terreau.share.opendata.actions.deciding import recount
from terreau.share.opendata.enums import Stage, Verdict
from terreau.share.opendata.models import Habit, Import
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


@transaction.atomic
def set_asking(*, batch: Import, ask: bool, by: Any) -> Import:
    """Certain duplicates are merged by themselves, or each is asked about; remembered for the files of this source."""
    batch = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.stage not in (Stage.RECEIVED, Stage.PREVIEWED):
        raise Refused(_("Cet import n’est plus à relire."))
    batch.ask = ask
    batch.save(update_fields=["ask"])
    Habit.objects.update_or_create(source=batch.source, defaults={"ask": ask})
    now, then = (Verdict.MERGE, Verdict.DOUBT) if ask else (Verdict.DOUBT, Verdict.MERGE)
    if batch.lines.filter(verdict=now, sure=True).update(verdict=then):
        recount(batch)
    record("opendata.asking_set", by=by, on=batch, public=False, detail={"ask": ask})
    return batch


def chosen(source: Source, ask: bool | None) -> bool:
    """What is asked for now, else what was last chosen for this source."""
    if ask is not None:
        Habit.objects.update_or_create(source=source, defaults={"ask": ask})
        return ask
    return Habit.objects.filter(source=source, ask=True).exists()
