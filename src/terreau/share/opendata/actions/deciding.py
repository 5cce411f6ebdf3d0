"""What a person decides before applying: a line's verdict, a group's, the meaning of words."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.know.cards.models import Category
from terreau.lib.errors import Refused
from terreau.lib.names import name_key
from terreau.share.opendata.enums import Stage, Verdict
from terreau.share.opendata.models import CategoryAlias, Import, Line
from terreau.trust.audit.actions import record

CHOICES = {Verdict.CREATE, Verdict.MERGE, Verdict.SKIP, Verdict.UPDATE}


@transaction.atomic
def decide_line(*, line: Line, verdict: str, by: Any) -> Line:
    """Change what becomes of one line of a preview."""
    batch = Import.objects.select_for_update(of=("self",)).get(pk=line.batch_id)
    if batch.stage != Stage.PREVIEWED:
        raise Refused(_("Cet import n’est plus à relire."))
    if (
        verdict not in CHOICES
        or line.verdict == Verdict.REFUSE
        or (verdict == Verdict.MERGE and not (line.card_id or line.twin))
    ):
        raise Refused(_("Cette décision ne convient pas à cette ligne."))
    before, line.verdict = line.verdict, Verdict(verdict)
    line.save(update_fields=["verdict"])
    recount(batch)
    record("opendata.line_decided", by=by, on=batch, public=False, detail={"line": line.number, "from": before})
    return line


@transaction.atomic
def decide_lines(*, batch: Import, verdict: str, to: str, by: Any) -> int:
    """The same decision for all the lines of one verdict."""
    batch = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if (
        batch.stage != Stage.PREVIEWED
        or to not in (Verdict.CREATE, Verdict.SKIP, Verdict.MERGE)
        or verdict == Verdict.REFUSE
    ):
        raise Refused(_("Cet import n’est plus à relire."))
    lines = batch.lines.filter(verdict=verdict)
    if to == Verdict.MERGE:
        lines = lines.filter(card__isnull=False) | lines.filter(twin__isnull=False)
    moved = lines.update(verdict=to)
    recount(batch)
    record("opendata.lines_decided", by=by, on=batch, public=False, detail={"from": verdict, "to": to, "count": moved})
    return moved


def recount(batch: Import) -> None:
    counts = {verdict: batch.lines.filter(verdict=verdict).count() for verdict in Verdict.values}
    batch.counts = {name: n for name, n in counts.items() if n} | {"missing": batch.counts.get("missing", 0)}
    batch.save(update_fields=["counts"])


@transaction.atomic
def name_categories(*, meanings: Mapping[str, Category | None], by: Any) -> int:
    """Remember what words of files mean, once for all imports; None: they mean nothing here."""
    for word, category in meanings.items():
        CategoryAlias.objects.update_or_create(word=name_key(word)[:80], defaults={"category": category})
    if meanings:
        record("opendata.words_named", by=by, detail={"count": len(meanings)})
    return len(meanings)
