"""The register file: its persons become keyed hashes, all of them or none; the file itself is written nowhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.actions.changing import keep_changes
from terreau.decide.budgeting.electors import Hashed, Listed, hashed, place_key
from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Edition, Elector, Opening, Roll
from terreau.decide.budgeting.policies import birth_judge, check_born
from terreau.decide.budgeting.queries.register import used_keys
from terreau.decide.budgeting.rules import is_over
from terreau.lib.errors import Refused
from terreau.lib.rows import insert_rows
from terreau.trust.audit.actions import record

MOST = 200_000  # persons


@dataclass(frozen=True)
class Loaded:
    """What became of a file: `repeated` rows, each with the row that named the same person before."""

    roll: Roll
    repeated: Sequence[tuple[int, int]]


@transaction.atomic
def load_register(*, edition: Edition, persons: Iterable[Listed], reason: str = "", by: Any) -> Loaded:
    """Before the vote opens the list takes the place of the last one; afterwards it only adds, and says why."""
    if not edition.uses_register:
        raise Refused(_("Cette édition n’emploie pas de liste électorale. Ajoutez ce moyen dans ses règles."))
    persons = list(persons)
    _check_births(edition, persons)
    rows, repeated, streets = _hashed(edition, persons)
    if not rows:
        raise Refused(_("La liste ne nomme personne. Rien n’est changé."))
    edition = Edition.objects.select_for_update().get(pk=edition.pk)  # no vote opens meanwhile
    before = Elector.objects.filter(edition=edition).count()
    opened = Opening.objects.filter(edition=edition).exists()
    if opened:
        _check_addition(edition, reason)
        known = set(Elector.objects.filter(edition=edition).values_list("voter", flat=True))
    else:
        known = set()
        Elector.objects.filter(edition=edition).delete()
    fresh = [row for row in _as_they_voted(edition, rows, streets) if row.voter not in known]
    if not fresh:
        raise Refused(_("Toutes ces personnes sont déjà sur la liste. Rien n’est changé."))
    roll = Roll.objects.create(
        edition=edition,
        persons=len(fresh),
        repeated=len(repeated),
        reason=reason.strip() if opened else "",
        loaded_by=by,
    )
    insert_rows(
        Elector,
        ["edition_id", "roll_id", "voter", "keys", "place"],
        [
            {"edition_id": edition.pk, "roll_id": roll.pk, "voter": r.voter, "keys": r.keys, "place": r.place}
            for r in fresh
        ],
    )
    _count_electorate(edition, before, opened=opened, by=by)
    detail = {"roll": roll.pk, "persons": len(fresh)}  # the reason stands in the roll
    record("budgeting.register_added" if opened else "budgeting.register_loaded", by=by, on=edition, detail=detail)
    return Loaded(roll, repeated)


def _check_births(edition: Edition, persons: Sequence[Listed]) -> None:
    judge = birth_judge(edition)
    for one in persons:
        fault = judge(one.born)
        if fault and one.line:
            raise Refused(
                _("Ligne %(n)d : %(fault)s Corrigez la date, ou ôtez la ligne.") % {"n": one.line, "fault": fault}
            )
        if fault:
            check_born(edition, one.born)


def _count_electorate(edition: Edition, before: int, *, opened: bool, by: Any) -> None:
    """Until the vote opens; a number that the town gave itself stays."""
    count = Elector.objects.filter(edition=edition).count()
    if opened or edition.electorate not in (None, before) or edition.electorate == count:
        return
    changes = {"electorate": (edition.electorate, count)}
    edition.electorate, edition.version = count, edition.version + 1
    edition.save(update_fields=["electorate", "version"])
    keep_changes(edition, changes, version=edition.version, by=by)


def _hashed(edition: Edition, persons: Iterable[Listed]) -> tuple[list[Hashed], list[tuple[int, int]], dict[int, str]]:
    rows, repeated, streets = [], [], {}
    listed = list(persons)
    if len(listed) > MOST:
        raise Refused(_("Une liste compte 200 000 personnes au plus."))
    for one, (row, earlier) in zip(listed, hashed(bytes(edition.pepper), listed), strict=True):
        if earlier is not None:
            repeated.append((row.line, earlier))
        else:
            rows.append(row)
            streets[len(rows) - 1] = one.street
    return rows, repeated, streets


def _check_addition(edition: Edition, reason: str) -> None:
    if is_over(edition.phases.all(), PhaseKind.VOTE, timezone.now()):
        raise Refused(_("Le vote est clos : la liste ne change plus."))
    if not reason.strip():
        raise Refused(_("Le vote est ouvert : la liste ne se remplace plus. Pour y ajouter quelqu’un, dites pourquoi."))


def _as_they_voted(edition: Edition, rows: Sequence[Hashed], streets: dict[int, str]) -> list[Hashed]:
    """Somebody who voted, or took a pass, under another of the same person's names keeps that key: nobody votes twice."""
    used = used_keys(edition)
    if not used:
        return list(rows)
    own = {row.voter for row in rows}
    kept = []
    for at, row in enumerate(rows):
        before = next((key for key in row.keys if key in used and key not in own), "")
        if before and row.voter not in used:
            place = place_key(bytes(edition.pepper), before, streets[at]) if row.place else ""
            row = replace(row, voter=before, place=place)
        kept.append(row)
    return kept
