"""Writing the previewed lines to the town, a few hundred per transaction; killed anywhere, it goes on where it was."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from terreau.know.cards import species as kinds
from terreau.know.cards.actions import CardDraft, set_missing, write_drafts
from terreau.know.cards.models import Card
from terreau.lib.errors import Refused
from terreau.share.opendata.actions.progress import beat, enter, fail, one_at_a_time
from terreau.share.opendata.enums import WRITTEN, Stage, Verdict
from terreau.share.opendata.models import Import, Line, Origin
from terreau.share.opendata.rules import to_complete, to_write
from terreau.trust.audit.actions import record

CHUNK = 500


def apply_import(*, batch: Import, by: Any) -> Import:
    """Doubtful lines are left out, to be decided on the page of doubles; applying twice changes nothing."""
    with one_at_a_time():
        current = Import.objects.get(pk=batch.pk)
        if current.stage == Stage.APPLIED:
            return current
        batch = enter(batch, Stage.APPLYING, frozenset({Stage.PREVIEWED}))
        try:
            _write_all(batch, by)
            _finish(batch, by)
        except Refused as refusal:
            fail(batch, refusal.sentence)
            raise
    batch.refresh_from_db()
    return batch


def _write_all(batch: Import, by: Any) -> None:
    done = batch.lines.filter(applied=True).count()
    while lines := list(batch.lines.filter(verdict__in=WRITTEN, applied=False).order_by("number")[:CHUNK]):
        with transaction.atomic():
            _write(batch, lines, by)
        done += len(lines)
        beat(batch, min(done, batch.total))


def _write(batch: Import, lines: Sequence[Line], by: Any) -> None:
    """One chunk: cards, origins and the mark that they are done, or none of it."""
    cards = _cards_of(batch, lines)
    drafts = [_draft(batch, line, cards.get(line.number)) for line in lines]
    # a card met twice in one chunk (two lines merged into it) is written in two steps
    first, later, met = [], [], set()
    for pair in zip(lines, drafts, strict=True):
        (later if pair[1].card_id in met and pair[1].card_id else first).append(pair)
        met.add(pair[1].card_id)
    for part in (first, later):
        if part:
            _write_part(batch, part, by)
    Line.objects.bulk_update(lines, ["card", "applied"], batch_size=CHUNK)


def _write_part(batch: Import, part: Sequence[tuple[Line, CardDraft]], by: Any) -> None:
    drafts = [draft for _line, draft in part]
    written = write_drafts(drafts=drafts, source=batch.source, by=by, batch=batch.batch, on=timezone.localdate())
    origins = []
    for (line, _draft_made), pk in zip(part, written.ids, strict=True):
        line.card_id, line.applied = pk, True
        origins.append(
            Origin(source=batch.source, key=line.key, card_id=pk, values=line.values, batch=batch.batch, missing=False)
        )
    Origin.objects.bulk_create(
        origins, update_conflicts=True, unique_fields=["source", "key"],
        update_fields=["card", "values", "batch", "missing"], batch_size=CHUNK,
    )  # fmt: skip


def _cards_of(batch: Import, lines: Sequence[Line]) -> dict[int, int]:
    """The card that each line updates or merges into; a twin's card is known once the twin is written."""
    found = {line.number: line.card_id for line in lines if line.card_id and line.verdict != Verdict.CREATE}
    twins = {
        line.twin: line.number for line in lines if line.twin and not line.card_id and line.verdict == Verdict.MERGE
    }
    for number, card in batch.lines.filter(number__in=twins, card__isnull=False).values_list("number", "card_id"):
        found[twins[number]] = card
    return {number: card for number, card in found.items() if card}


def _draft(batch: Import, line: Line, card_id: int | None) -> CardDraft:
    if card_id is None:
        return CardDraft(values=line.values, species=batch.species)
    card = Card.objects.get(pk=card_id)
    current = kinds.values_of(card)
    if line.verdict == Verdict.UPDATE:
        origin = Origin.objects.get(source=batch.source, key=line.key)
        values, _kept = to_write(origin.values, line.values, current)
    else:
        values = to_complete(line.values, current)
    return CardDraft(values=values, species=batch.species, card_id=card_id)


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
    Import.objects.filter(pk=batch.pk).update(stage=Stage.APPLIED, done=batch.total, beat_at=None)
    record("opendata.import_applied", by=by, on=batch, detail={"counts": batch.counts, "source": batch.source.slug})


def _seen(batch: Import) -> None:
    """Unchanged rows were seen by this import too: what their source says now is remembered."""
    same = dict(batch.lines.filter(verdict=Verdict.SAME).values_list("key", "values"))
    held = list(Origin.objects.filter(source=batch.source, key__in=same))
    for origin in held:
        origin.values, origin.batch = same[origin.key], batch.batch
    Origin.objects.bulk_update(held, ["values", "batch"], batch_size=CHUNK)
