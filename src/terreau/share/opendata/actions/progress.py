"""The state of a running import: taken by one worker at a time, alive while it beats, told when it fails."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.lib.errors import Refused
from terreau.share.opendata.enums import Stage
from terreau.share.opendata.models import Import

IMPORTING, COMPARING = 7254002, 7254003


@contextmanager
def one_at_a_time(lock: int = IMPORTING) -> Iterator[None]:
    """Imports write one after the other, whatever the number of workers; a killed one frees its turn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [lock])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])


def someone_works() -> bool:
    """Is an import being worked on, by any process? The lock of a killed one is free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [IMPORTING])
        free = cursor.fetchone()[0]
        if free:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORTING])
    return not free


@transaction.atomic
def enter(batch: Import, stage: Stage, allowed: frozenset[Stage]) -> Import:
    """Move to a running stage; the same stage again means that a killed run goes on."""
    held = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.stage not in {*allowed, stage}:
        raise Refused(
            _("Cet import n’en est plus là : %(stage)s. Rechargez la page.") % {"stage": held.get_stage_display()}
        )
    held.stage, held.beat_at, held.trouble = stage, timezone.now(), ""
    held.save(update_fields=["stage", "beat_at", "trouble"])
    return held


def beat(batch: Import, done: int) -> None:
    Import.objects.filter(pk=batch.pk).update(done=done, beat_at=timezone.now())


def fail(batch: Import, sentence: str) -> None:
    Import.objects.filter(pk=batch.pk).update(stage=Stage.FAILED, trouble=sentence[:400], beat_at=None)
