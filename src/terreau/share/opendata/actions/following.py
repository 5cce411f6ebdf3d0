"""Addresses read again on a schedule: what is safe is applied, what is doubtful waits for a person."""

import hashlib
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.know.cards.enums import Licence, SourceKind
from terreau.lib.errors import Refused
from terreau.share.opendata.actions.applying import apply_import
from terreau.share.opendata.actions.fetching import bring, name_of
from terreau.share.opendata.actions.preparing import prepare_import
from terreau.share.opendata.actions.receiving import receive_file, source_named
from terreau.share.opendata.models import Feed, Import
from terreau.share.opendata.rules import is_safe
from terreau.trust.audit.actions import record

RETRY = timedelta(hours=6)


@transaction.atomic
def follow(*, url: str, source_name: str, licence: str, species: str, days: int, by: Any) -> Feed:
    """From now on this address is read every so many days."""
    feed, created = Feed.objects.get_or_create(
        url=url,
        defaults={"source": source_named(source_name, licence, SourceKind.FEED), "species": species, "days": days,
                  "next_read": timezone.now()},
    )  # fmt: skip
    if not created:
        raise Refused(_("Cette adresse est déjà suivie."))
    record("opendata.feed_followed", by=by, on=feed.source, detail={"days": days})
    return feed


@transaction.atomic
def pause_feed(*, feed: Feed, paused: bool, by: Any) -> Feed:
    Feed.objects.filter(pk=feed.pk).update(paused=paused)
    feed.refresh_from_db()
    record("opendata.feed_paused" if paused else "opendata.feed_resumed", by=by, on=feed.source)
    return feed


def read_feed(*, feed: Feed, by: Any = None) -> Import | None:
    """One reading; whatever happens is said on the page of feeds, and the next reading is set."""
    try:
        batch, said = _read(feed, by)
        after = timedelta(days=feed.days)
    except Refused as refusal:
        batch, said, after = None, refusal.sentence, RETRY
    now = timezone.now()
    Feed.objects.filter(pk=feed.pk).update(said=said[:400], last_read=now, next_read=now + after, sha256=feed.sha256)
    return batch


def _read(feed: Feed, by: Any) -> tuple[Import | None, str]:
    with tempfile.NamedTemporaryFile(prefix="terreau-feed-") as copy:
        path = Path(copy.name)
        bring(feed.url, path)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest == feed.sha256:
            return None, _("Rien de nouveau.")
        batch = receive_file(
            path=path, name=name_of(feed.url), source_name=feed.source.name, licence=Licence.UNKNOWN, by=by,
            species=feed.species, source=feed.source,
        )  # fmt: skip
    batch = prepare_import(batch=batch, by=by)
    feed.sha256 = digest
    if not is_safe(batch.counts, batch.total):
        return batch, _("Des lignes demandent votre avis avant d’être importées.")
    batch = apply_import(batch=batch, by=by)
    counts = batch.counts
    return batch, _("%(new)d nouvelles fiches, %(changed)d mises à jour, %(missing)d disparues de la source.") % {
        "new": counts.get("create", 0),
        "changed": counts.get("update", 0),
        "missing": counts.get("missing", 0),
    }
