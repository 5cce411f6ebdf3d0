"""Reading the whole file into lines, each with its verdict and why. Nothing is written to cards."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from terreau.know.cards import species as kinds
from terreau.know.cards.models import Card
from terreau.know.territory.queries import town
from terreau.lib.errors import Refused
from terreau.share.opendata.actions.lines import append, rewrite
from terreau.share.opendata.actions.locating import place_lines
from terreau.share.opendata.actions.progress import beat, enter, fail, one_at_a_time
from terreau.share.opendata.enums import Stage, Verdict
from terreau.share.opendata.formats import Hints, open_file
from terreau.share.opendata.formats.mapping import Candidate, apply_mapping
from terreau.share.opendata.formats.placing import frame_of
from terreau.share.opendata.models import Import, Line, Origin
from terreau.share.opendata.queries.categories import Vocabulary, vocabulary
from terreau.share.opendata.queries.doubles import Double, find_doubles
from terreau.share.opendata.rules import to_write

CHUNK = 1000
ALLOWED = frozenset({Stage.RECEIVED, Stage.PREVIEWED, Stage.FAILED})


def prepare_import(*, batch: Import, by: Any) -> Import:
    """From file to lines. Started again after a kill, it begins again: lines of before are dropped first."""
    with one_at_a_time():
        batch = enter(batch, Stage.PREPARING, ALLOWED)
        if batch.lines.filter(applied=True).exists():
            raise Refused(_("Cet import a commencé à écrire : reprenez-le ou annulez-le."))
        try:
            batch.lines.all().delete()
            _stage(batch)
            place_lines(batch)
            _judge(batch)
        except Refused as refusal:
            fail(batch, refusal.sentence)
            raise
        _show(batch)
    batch.refresh_from_db()
    return batch


def _show(batch: Import) -> None:
    counts = Counter(batch.lines.values_list("verdict", flat=True).iterator())
    missing = _missing(batch)
    Import.objects.filter(pk=batch.pk).update(
        stage=Stage.PREVIEWED, counts={**counts, "missing": missing}, done=batch.total, beat_at=None
    )


def _stage(batch: Import) -> None:
    """Each row of the file as a line: cleaned values, words, problems."""
    reading = open_file(batch.path, hints=Hints(**batch.hints), max_bytes=settings.IMPORT_MAX_BYTES)
    home = town()
    near = (home.lon, home.lat) if home else None
    frame, _said = frame_of(reading, batch.mapping, Hints(**batch.hints), near)
    words = vocabulary()
    seen: set[str] = set()
    rows = (apply_mapping(row, batch.mapping, frame) for row in reading.rows())
    done = 0
    while chunk := list(islice(rows, CHUNK)):
        append([_line(batch, rank, one, words, seen) for rank, one in enumerate(chunk, done + 1)])
        done += len(chunk)
        beat(batch, min(done // 2, batch.total))


def _line(batch: Import, rank: int, one: Candidate, words: Vocabulary, seen: set[str]) -> Line:
    values = {**one.values, **words.values(list(one.words), batch.species)}
    if "link" in values:
        values["links"] = [{"label": "", "url": url} for url in values.pop("link")]
    allowed = kinds.editable(batch.species)
    key = one.key or f"{values.get('name', '')}|{values.get('street', '')}|{values.get('city', '')}"[:200]
    problems = [problem.sentence for problem in one.problems]
    verdict = Verdict.REFUSE if one.refused else Verdict.CREATE
    if key in seen and verdict == Verdict.CREATE:
        verdict = Verdict.SKIP
        problems.append(_("ligne %(n)d : cet identifiant est déjà plus haut dans le fichier") % {"n": one.number})
    seen.add(key)
    return Line(
        batch=batch, number=rank, key=key, words=list(one.words), problems=problems, verdict=verdict,
        values={name: value for name, value in values.items() if name in allowed},
        why=[problem.sentence for problem in one.problems if problem.fatal],
    )  # fmt: skip


def _judge(batch: Import) -> None:
    """Known rows update their card; the others are compared with the town and with each other."""
    known = dict(Origin.objects.filter(source=batch.source).values_list("key", "pk"))
    fresh: list[Line] = []
    done = batch.total // 2
    for chunk in _chunks(batch):
        _judge_known(batch, [line for line in chunk if line.key in known])
        fresh += [line for line in chunk if line.key not in known]
        done += len(chunk) // 4
        beat(batch, min(done, batch.total))
    doubles = find_doubles(batch, fresh)
    changed = [line for line in fresh if _judge_fresh(line, doubles.get(line.number), batch.ask)]
    for start in range(0, len(changed), CHUNK):
        rewrite(changed[start : start + CHUNK], ["verdict", "sure", "why", "card_id", "twin"])


def _chunks(batch: Import) -> Iterator[list[Line]]:
    last = 0
    while chunk := list(batch.lines.filter(verdict=Verdict.CREATE, number__gt=last).order_by("number")[:CHUNK]):
        yield chunk
        last = chunk[-1].number


def _judge_known(batch: Import, lines: list[Line]) -> None:
    origins = {one.key: one for one in Origin.objects.filter(source=batch.source, key__in=[line.key for line in lines])}
    cards = Card.objects.in_bulk([origin.card_id for origin in origins.values()])
    extras = kinds.of(batch.species).read(list(cards))
    for line in lines:
        origin = origins[line.key]
        card = cards[origin.card_id]
        line.last = origin.values
        if card.merged_into_id:
            line.verdict, line.why = Verdict.SAME, [_("réunie depuis à une autre fiche")]
            continue
        current = {**card.fields, **extras.get(card.pk, {})}
        write, kept = to_write(origin.values, line.values, current)
        line.card = card
        line.verdict = Verdict.UPDATE if write else Verdict.SAME
        names = kinds.labels_of(batch.species)
        line.why = [told(str(names[name]), current.get(name), value) for name, value in write.items()]
        line.why += [_("gardé, modifié ici : %(name)s") % {"name": names[name]} for name in kept]
    rewrite(lines, ["verdict", "why", "card_id", "last"])


def told(label: str, before: Any, after: Any) -> str:
    """One field of an update, from what to what, short enough to read in a table."""
    parts = [", ".join(map(str, value)) if isinstance(value, list) else str(value or "—") for value in (before, after)]
    before, after = (part if len(part) <= 60 else f"{part[:59]}…" for part in parts)
    return _("%(field)s : %(before)s → %(after)s") % {"field": label, "before": before, "after": after}


def _judge_fresh(line: Line, double: Double | None, ask: bool) -> bool:
    """Same means merge, unless the connector asks to be asked; anything less certain waits for a person."""
    if double is None:
        return False
    line.sure = double.verdict == "same"
    line.verdict = Verdict.MERGE if line.sure and not ask else Verdict.DOUBT
    line.card_id, line.twin, line.why = double.card, double.line, double.why
    return True


def _missing(batch: Import) -> int:
    """Cards that this source listed before and no longer does."""
    keys = batch.lines.values("key")
    return Origin.objects.filter(source=batch.source, missing=False).exclude(key__in=keys).count()
