"""Paper: handed to a person who is then on the list, sealed by the envelope, read by two or three, dropped in the box."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.actions.letters import already_voted
from terreau.decide.budgeting.actions.opening import open_vote
from terreau.decide.budgeting.enums import Channel, PhaseKind
from terreau.decide.budgeting.models import (
    Attendance,
    Edition,
    Envelope,
    Publication,
    Reading,
    Settlement,
    Sheet,
    Slip,
)
from terreau.decide.budgeting.policies import check_born
from terreau.decide.budgeting.queries.box import balance, terms
from terreau.decide.budgeting.queries.disputes import key_at_desk
from terreau.decide.budgeting.queries.register import voter_of
from terreau.decide.budgeting.rules import ballot_faults, is_on, keyed
from terreau.decide.budgeting.tracking import tracking_digest
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record

MOST = 2_000  # sheets in an envelope


@transaction.atomic
def hand_paper(*, edition: Edition, family: str, given: str, born: date, by: Any) -> None:
    """A person whose document was seen takes a paper ballot, and has voted: by no other channel any more."""
    if Channel.PAPER not in edition.channels:
        raise Refused(_("Cette édition ne se vote pas sur papier. Ajoutez ce moyen dans ses règles."))
    if not is_on(edition.phases.all(), PhaseKind.VOTE, timezone.now()):
        raise Refused(_("Le vote n’est pas ouvert."))
    check_born(edition, born)
    open_vote(edition=edition)
    voter = key_at_desk(edition, voter_of(edition, family, given, born))
    proof = keyed(bytes(edition.pepper), "paper", voter)
    try:
        with transaction.atomic():
            Attendance.objects.create(
                edition=edition, voter=voter, proof=proof, channel=Channel.PAPER, day=timezone.localdate()
            )
    except IntegrityError:
        raise Refused(already_voted()) from None
    record("budgeting.paper_handed", by=by, on=edition)


@transaction.atomic
def seal_envelope(*, edition: Edition, label: str, seal: str, sheets: int, by: Any) -> Envelope:
    """So many sheets, counted aloud and sealed; each will be read by its place."""
    if not 1 <= sheets <= MOST:
        raise Refused(_("Une enveloppe compte de 1 à 2 000 bulletins."))
    if Publication.objects.filter(edition=edition).exists():
        raise Refused(_("Le résultat est publié : plus rien n’entre dans l’urne."))
    try:
        with transaction.atomic():
            envelope = Envelope.objects.create(
                edition=edition, label=label.strip(), seal=seal.strip(), sheets_inside=sheets, sealed_by=by
            )
    except IntegrityError:
        raise Refused(_("Une enveloppe de ce nom existe déjà.")) from None
    Sheet.objects.bulk_create([Sheet(envelope=envelope, place=place) for place in range(1, sheets + 1)])
    record("budgeting.envelope_sealed", by=by, on=edition, detail={"envelope": envelope.pk, "sheets": sheets})
    return envelope


def read_sheet(*, sheet: Sheet, choices: Mapping[int, int], void: str, by: Any) -> Reading:
    """What this person read, alone; the sheet falls in the box as soon as two readings say the same.

    A third that agrees with neither stays like the others, and its reader settles the sheet: nobody reads it again.
    """
    edition = sheet.envelope.edition
    faults = [] if void.strip() else ballot_faults(terms(edition), choices)
    if faults:
        _note_refusal(sheet, edition, by)
        raise Refused(
            _("%(faults)s Si c’est bien ce qui est écrit, le bulletin est nul : dites pourquoi.")
            % {"faults": " ".join(faults)}
        )
    return _read(sheet, {} if void.strip() else choices, void.strip()[:160], by)


@transaction.atomic
def _note_refusal(sheet: Sheet, edition: Edition, by: Any) -> None:
    """Where two readings already differ, whoever tries and is refused leaves a trace."""
    if sheet.readings.count() >= 2:
        record("budgeting.third_reading_refused", by=by, on=edition, detail=_which(sheet))


@transaction.atomic
def _read(sheet: Sheet, choices: Mapping[int, int], void: str, by: Any) -> Reading:
    sheet = _waiting(sheet)
    before = list(sheet.readings.all())
    if any(one.typed_by_id == by.pk for one in before):
        raise Refused(_("Vous avez déjà lu ce bulletin : il faut d’autres yeux."))
    if len(before) > 2:
        raise Refused(_("Trois personnes ont lu ce bulletin : la troisième le tranche."))
    if before:  # refused before it is compared: the box being full says nothing of what the others read
        _check_room(sheet.envelope.edition)
    numbers = sorted(choices)
    values = [choices[number] for number in numbers]
    reading = Reading.objects.create(
        sheet=sheet, turn=len(before) + 1, numbers=numbers, values=values, void=void, typed_by=by
    )
    agrees = any(one.said == reading.said for one in before)
    if agrees:
        _drop(sheet, reading)
    if reading.turn == 3:
        detail = {**_which(sheet), "agrees": agrees}
        record("budgeting.sheet_read_thrice", by=by, on=sheet.envelope.edition, detail=detail)
    return reading


@transaction.atomic
def settle_sheet(*, sheet: Sheet, turn: int | None, reason: str, by: Any) -> Settlement:
    """The third reader, three readings in view, keeps one of them, or finds the sheet void (no `turn`); with a reason, for good."""
    sheet = _waiting(sheet)
    edition, readings = sheet.envelope.edition, {one.turn: one for one in sheet.readings.all()}
    if len(readings) < 3:
        raise Refused(_("Ce bulletin n’a pas trois lectures différentes : lisez-le d’abord."))
    if readings[3].typed_by_id != by.pk:
        raise Refused(_("Ce bulletin revient à la personne qui l’a lu en troisième : elle seule le tranche."))
    if turn is not None and turn not in readings:
        raise Refused(_("Choisissez l’une des trois lectures, ou dites que le bulletin est nul."))
    if not reason.strip():
        raise Refused(_("Dites pourquoi, en une phrase : ce qu’on voit sur la feuille."))
    _check_room(edition)
    settled = Settlement.objects.create(sheet=sheet, kept_turn=turn, reason=reason.strip()[:300], settled_by=by)
    _drop(sheet, readings.get(turn or 0))
    record("budgeting.sheet_settled", by=by, on=edition, detail={**_which(sheet), "void": sheet.void})
    return settled


def _waiting(sheet: Sheet) -> Sheet:
    """This sheet, held until the end of the transaction, if it is not in the box."""
    found = Sheet.objects.select_for_update(of=("self",)).select_related("envelope__edition").get(pk=sheet.pk)
    if found.dropped_at:
        raise Refused(_("Ce bulletin est déjà dans l’urne."))
    return found


def _which(sheet: Sheet) -> dict[str, int]:
    return {"envelope": sheet.envelope_id, "place": sheet.place}


def _check_room(edition: Edition) -> None:
    if balance(edition).missing <= 0:
        raise Refused(_too_many())


def _too_many() -> str:
    return _("L’urne refuse ce bulletin : il y en a plus que de personnes qui ont pris un bulletin papier. Recomptez.")


def _drop(sheet: Sheet, kept: Reading | None) -> None:
    """Into the box goes what the `kept` reading says; without one the sheet is void."""
    edition = sheet.envelope.edition
    sheet.dropped_at, sheet.void = timezone.now(), kept is None or bool(kept.void)
    try:
        with transaction.atomic():
            sheet.save()
            if kept and not sheet.void:
                tracking = tracking_digest(edition.slug, secrets.token_hex(16))
                Slip.objects.create(edition=edition, numbers=kept.numbers, values=kept.values, tracking=tracking)
    except DatabaseError as refused:
        raise Refused(_too_many()) from refused
    if not Sheet.objects.filter(envelope=sheet.envelope, dropped_at__isnull=True).exists():
        Envelope.objects.filter(pk=sheet.envelope_id).update(emptied_at=timezone.now())
        record("budgeting.envelope_emptied", by=None, on=edition, detail={"envelope": sheet.envelope_id})
