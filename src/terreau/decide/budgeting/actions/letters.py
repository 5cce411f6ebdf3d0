"""Codes on paper: printed once, kept as hashes, counted by a second person, withdrawn; and the pass given at the desk."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models import Attendance, Batch, Edition, Letter, Release
from terreau.decide.budgeting.policies import check_born
from terreau.decide.budgeting.queries.disputes import key_at_desk
from terreau.decide.budgeting.queries.letters import letter_state, stock_of
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


def release_letters(*, batch: Batch, counted: int, by: Any) -> Release:
    """A second person has counted the printed letters, and found as many as codes: from now on they open the ballot.

    That a count differs is written in the journal, which everybody reads: neither the number tried nor the one sought is told.
    """
    if counted != batch.letters.count():
        _note_miscount(batch, by)
        raise Refused(
            _(
                "Vous n’avez pas compté autant de lettres que de codes dans ce lot. Recomptez à deux ; s’il en manque, ou s’il y "
                "en a trop, faites retirer ce lot et refaites-le. L’essai est au journal, sans le nombre."
            )
        )
    return _release(batch, counted, by)


@transaction.atomic
def _note_miscount(batch: Batch, by: Any) -> None:
    record("budgeting.letters_miscounted", by=by, on=batch.edition, detail={"batch": batch.pk})


@transaction.atomic
def _release(batch: Batch, counted: int, by: Any) -> Release:
    batch = Batch.objects.select_for_update(of=("self",)).select_related("edition").get(pk=batch.pk)
    done = Release.objects.filter(batch=batch).first()
    if done:
        return done
    if batch.revoked_at:
        raise Refused(_("Ce lot est retiré : ses codes n’ouvriront rien. Faites-en un autre."))
    if batch.letters.exclude(voter="").exists():
        raise Refused(_("Un code donné au guichet vaut aussitôt : il n’y a rien à compter avant."))
    if batch.made_by_id == by.pk and not batch.edition.few_hands:
        raise Refused(_("Vous avez fait ces lettres : une autre personne les compte et les libère."))
    made = Release.objects.create(batch=batch, counted=counted, released_by=by)
    detail = {"batch": batch.pk, "counted": counted}
    record("budgeting.letters_released", by=by, on=batch.edition, detail=detail)
    return made


@transaction.atomic
def revoke_batch(*, batch: Batch, by: Any) -> int:
    """Its unused codes open nothing any more: how many they were; none where it had been withdrawn before."""
    batch = Batch.objects.select_for_update(of=("self",)).select_related("edition").get(pk=batch.pk)
    if batch.revoked_at:
        return 0
    unused = stock_of(batch).unused
    Batch.objects.filter(pk=batch.pk).update(revoked_at=timezone.now(), revoked_by=by)
    detail = {"batch": batch.pk, "unused": unused}
    record("budgeting.letters_revoked", by=by, on=batch.edition, detail=detail)
    return unused


@transaction.atomic
def revoke_letter(*, letter: Letter, by: Any) -> None:
    """A lost letter, by its number; one that has voted stays as it is."""
    if letter_state(letter) == "used":
        raise Refused(
            _("La lettre n° %(n)d a déjà voté : son bulletin est dans l’urne, il n’y a plus rien à retirer.")
            % {"n": letter.number}
        )
    if Letter.objects.filter(pk=letter.pk, revoked_at=None).update(revoked_at=timezone.now()):
        detail = {"batch": letter.batch_id, "number": letter.number}
        record("budgeting.letter_revoked", by=by, on=letter.batch.edition, detail=detail)


@transaction.atomic
def give_pass(*, edition: Edition, family: str, given: str, born: date, by: Any) -> str:
    """A code for somebody at the desk whose document an agent has seen; of the person only a keyed hash is kept.

    Whoever has voted, or was given a pass before, is refused; a lost pass is revoked with its number first. An edition without
    a desk gives one to the bearer of a name whose dispute was accepted, and to nobody else.
    """
    check_born(edition, born)
    own = voter_of(edition, family, given, born)
    voter = key_at_desk(edition, own)
    if Channel.DESK not in edition.channels and voter == own:
        raise Refused(
            _(
                "Cette édition ne se vote pas au guichet : un code n’y est donné qu’à la personne dont l’identité contestée a "
                "été confirmée."
            )
        )
    if Attendance.objects.filter(edition=edition, voter=voter).exists():
        raise Refused(already_voted())
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


def already_voted() -> str:
    """What an agent reads, and can do about it."""
    said = _("Cette personne a déjà voté.")
    return f"{said} {_('Si elle dit que ce n’était pas elle, ouvrez « Identités contestées ».')}"


def _digest(edition: Edition, code: str) -> str:
    return keyed(bytes(edition.pepper), "letter", plain_code(code))
