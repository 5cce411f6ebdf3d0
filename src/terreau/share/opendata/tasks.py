"""Background jobs of imports: shallow, resumable, one at a time."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from terreau.know.cards.enums import Species
from terreau.lib.errors import Refused
from terreau.share.opendata import actions
from terreau.share.opendata.enums import RUNNING, Stage
from terreau.share.opendata.models import Feed, Import
from terreau.share.opendata.queries.pairs import is_comparison_due

WORK = {
    Stage.PREPARING: actions.prepare_import,
    Stage.APPLYING: actions.apply_import,
    Stage.UNDOING: actions.undo_import,
}
SILENCE = timedelta(minutes=2)


@app.task(name="opendata.run", queueing_lock=None)
def run(import_id: int, stage: str) -> None:
    """Do one stage of an import, unless it was done meanwhile; what stops it is said on its page."""
    batch = Import.objects.select_related("made_by").get(pk=import_id)
    if batch.stage != stage:
        return
    try:
        WORK[Stage(stage)](batch=batch, by=batch.made_by)
    except Refused as refusal:
        actions.fail(batch, refusal.sentence)
    except Exception:
        actions.fail(batch, _("Une erreur inattendue a arrêté l’import. Le journal du serveur la décrit."))
        raise


@app.periodic(cron="* * * * *")
@app.task(name="opendata.resume")
def resume(timestamp: int) -> None:
    """An import whose worker was killed goes on: its heart has not beaten for two minutes, and nobody works."""
    if actions.someone_works():
        return
    silent = Q(beat_at__lt=timezone.now() - SILENCE) | Q(beat_at__isnull=True)
    for batch in Import.objects.filter(silent, stage__in=RUNNING):
        Import.objects.filter(pk=batch.pk).update(beat_at=timezone.now())
        run.defer(import_id=batch.pk, stage=batch.stage)


@app.periodic(cron="* * * * *")
@app.task(name="opendata.keep_pairs")
def keep_pairs(timestamp: int) -> None:
    """Cards that look alike are sought again after imports and changes, so that their page only reads."""
    for species in Species:
        compare(species)


@app.task(name="opendata.compare")
def compare(species: str) -> None:
    if is_comparison_due(species, at=timezone.now()):
        actions.compare_cards(species=species, by=None)


@app.periodic(cron="7 * * * *")
@app.task(name="opendata.read_feeds")
def read_feeds(timestamp: int) -> None:
    for feed in Feed.objects.filter(paused=False, next_read__lte=timezone.now()).select_related("source"):
        actions.read_feed(feed=feed)


@app.task(name="opendata.read_feed")
def read_feed(feed_id: int) -> None:
    actions.read_feed(feed=Feed.objects.select_related("source").get(pk=feed_id))
