"""Paper: handed to a person who is then on the list, sealed by the envelope, read by two, dropped in the box."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.actions.opening import open_vote
from terreau.decide.budgeting.enums import Channel, PhaseKind
from terreau.decide.budgeting.models import Attendance, Edition, Envelope, Publication, Reading, Sheet, Slip
from terreau.decide.budgeting.queries.box import terms
from terreau.decide.budgeting.queries.register import voter_of
from terreau.decide.budgeting.rules import ballot_faults, is_on, keyed, tracking_digest
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
    open_vote(edition=edition)
    voter = voter_of(edition, family, given, born)
    proof = keyed(bytes(edition.pepper), "paper", voter)
    try:
        with transaction.atomic():
            Attendance.objects.create(
                edition=edition, voter=voter, proof=proof, channel=Channel.PAPER, day=timezone.localdate()
            )
    except IntegrityError:
        raise Refused(_("Cette personne a déjà voté.")) from None
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


@transaction.atomic
def read_sheet(*, sheet: Sheet, choices: Mapping[int, int], void: str, by: Any) -> Reading:
    """What this person read; the sheet falls in the box as soon as two readings say the same."""
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("envelope__edition").get(pk=sheet.pk)
    edition = sheet.envelope.edition
    if sheet.dropped_at:
        raise Refused(_("Ce bulletin est déjà dans l’urne."))
    faults = [] if void.strip() else ballot_faults(terms(edition), choices)
    if faults:
        raise Refused(
            _("%(faults)s Si c’est bien ce qui est écrit, le bulletin est nul : dites pourquoi.")
            % {"faults": " ".join(faults)}
        )
    before = list(sheet.readings.all())
    if any(one.typed_by_id == by.pk for one in before):
        raise Refused(_("Vous avez déjà lu ce bulletin : il faut d’autres yeux."))
    numbers = [] if void.strip() else sorted(choices)
    reading = Reading.objects.create(
        sheet=sheet, turn=len(before) + 1, numbers=numbers, values=[choices[number] for number in numbers],
        void=void.strip()[:160], typed_by=by,
    )  # fmt: skip
    if any(one.said == reading.said for one in before):
        _drop(sheet, reading, edition)
    elif reading.turn == 3:
        raise Refused(_("Trois lectures différentes : relisez ce bulletin ensemble. Cette lecture n’est pas gardée."))
    return reading


def _drop(sheet: Sheet, reading: Reading, edition: Edition) -> None:
    sheet.dropped_at, sheet.void = timezone.now(), bool(reading.void)
    try:
        with transaction.atomic():
            sheet.save()
            if not sheet.void:
                tracking = tracking_digest(edition.slug, secrets.token_hex(16))
                Slip.objects.create(edition=edition, numbers=reading.numbers, values=reading.values, tracking=tracking)
    except DatabaseError as refused:
        raise Refused(
            _("L’urne refuse ce bulletin : il y en a plus que de personnes qui ont pris un bulletin papier. Recomptez.")
        ) from refused
    if not Sheet.objects.filter(envelope=sheet.envelope, dropped_at__isnull=True).exists():
        Envelope.objects.filter(pk=sheet.envelope_id).update(emptied_at=timezone.now())
        record("budgeting.envelope_emptied", by=None, on=edition, detail={"envelope": sheet.envelope_id})
