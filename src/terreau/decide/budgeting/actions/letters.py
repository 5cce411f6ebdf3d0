"""Codes on paper: printed once, kept as hashes, revoked by number; and the pass that an agent hands over at the desk."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models import Attendance, Batch, Edition, Letter
from terreau.decide.budgeting.policies import check_born
from terreau.decide.budgeting.queries.register import voter_of
from terreau.decide.budgeting.rules import keyed, new_code, plain_code
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record

MOST = 20_000  # letters in a batch


@dataclass(frozen=True)
class Printed:
    """A letter as it leaves the printer; its code is shown this once."""

    number: int
    code: str


@transaction.atomic
def print_letters(*, edition: Edition, label: str, count: int, by: Any) -> tuple[Batch, list[Printed]]:
    """New codes, numbered from 1; only their keyed hashes are kept."""
    if Channel.LETTER not in edition.channels:
        raise Refused(_("Cette édition ne se vote pas par lettre. Ajoutez ce moyen dans ses règles."))
    if not 1 <= count <= MOST:
        raise Refused(_("Un lot compte de 1 à 20 000 lettres."))
    Edition.objects.select_for_update().get(pk=edition.pk)  # a second press waits here, and finds the batch
    label = label.strip() or _("Lettres")
    if label.casefold() == DESK_LABEL.casefold():
        raise Refused(_("Ce nom est celui des codes donnés au guichet : choisissez-en un autre."))
    if Batch.objects.filter(edition=edition, label=label, revoked_at__isnull=True).exists():
        raise Refused(
            _("Un lot de ce nom existe déjà. Si son fichier n’est pas arrivé, retirez ce lot, puis refaites-le.")
        )
    batch = Batch.objects.create(edition=edition, label=label, made_by=by)
    letters = [Printed(number, new_code()) for number in range(1, count + 1)]
    Letter.objects.bulk_create(
        [Letter(batch=batch, number=one.number, digest=_digest(edition, one.code)) for one in letters], batch_size=2_000
    )
    record("budgeting.letters_printed", by=by, on=edition, detail={"batch": batch.pk, "count": count})
    return batch, letters


@transaction.atomic
def revoke_batch(*, batch: Batch, by: Any) -> None:
    """Its unused codes open nothing any more."""
    if batch.revoked_at is None:
        Batch.objects.filter(pk=batch.pk).update(revoked_at=timezone.now(), revoked_by=by)
        record("budgeting.letters_revoked", by=by, on=batch.edition, detail={"batch": batch.pk})


@transaction.atomic
def revoke_letter(*, letter: Letter, by: Any) -> None:
    """A lost letter, by its number."""
    if letter.revoked_at is None:
        Letter.objects.filter(pk=letter.pk).update(revoked_at=timezone.now())
        detail = {"batch": letter.batch_id, "number": letter.number}
        record("budgeting.letter_revoked", by=by, on=letter.batch.edition, detail=detail)


@transaction.atomic
def give_pass(*, edition: Edition, family: str, given: str, born: date, by: Any) -> str:
    """A code for somebody at the desk whose document an agent has seen; of the person only a keyed hash is kept.

    Whoever has voted, or was given a pass before, is refused; a lost pass is revoked with its number first.
    """
    if Channel.DESK not in edition.channels:
        raise Refused(_("Cette édition ne se vote pas au guichet. Ajoutez ce moyen dans ses règles."))
    check_born(edition, born)
    voter = voter_of(edition, family, given, born)
    if Attendance.objects.filter(edition=edition, voter=voter).exists():
        raise Refused(_("Cette personne a déjà voté."))
    batch, _made = Batch.objects.select_for_update().get_or_create(
        edition=edition, label=DESK_LABEL, revoked_at=None, defaults={"made_by": by}
    )
    code = new_code()
    last = batch.letters.order_by("-number").first()
    try:
        with transaction.atomic():
            letter = Letter.objects.create(
                batch=batch, number=last.number + 1 if last else 1, digest=_digest(edition, code), voter=voter
            )
    except IntegrityError:
        raise Refused(
            _("Cette personne a déjà reçu un code au guichet. Retirez-le avant d’en donner un autre.")
        ) from None
    record("budgeting.pass_given", by=by, on=edition, detail={"number": letter.number})
    return code


DESK_LABEL = "Guichet"


def _digest(edition: Edition, code: str) -> str:
    return keyed(bytes(edition.pepper), "letter", plain_code(code))
