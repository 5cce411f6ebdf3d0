"""Voting: a person is admitted once, a ballot falls in the box, and nothing keeps them together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.actions.opening import open_vote
from terreau.decide.budgeting.enums import Channel, PhaseKind
from terreau.decide.budgeting.models import Attendance, Ballot, Edition, Letter, Replacement, Slip
from terreau.decide.budgeting.queries.box import terms
from terreau.decide.budgeting.rules import (
    ballot_faults,
    civil_key,
    is_on,
    keyed,
    plain_code,
    tracking_code,
    tracking_digest,
)
from terreau.lib.errors import Refused


@dataclass(frozen=True)
class Identity:
    """By what right somebody votes: an account or a code; and, where the edition asks, name and date of birth."""

    account: Any = None
    code: str = ""
    family: str = ""
    given: str = ""
    born: date | None = None


@dataclass(frozen=True)
class Receipt:
    """What the voter takes home: the tracking code, and what was chosen."""

    code: str
    choices: Mapping[int, int]
    again: bool = False  # the same ballot was sent before, and counts once


class AlreadyVoted(Refused):
    """This person, account or letter has voted."""


def cast_ballot(*, edition: Edition, choices: Mapping[int, int], identity: Identity, nonce: str) -> Receipt:
    """Admit the voter and take the ballot, both or none; the same `nonce` sent twice is one ballot.

    No event is written: its hour would say who voted when. The mixing writes how many ballots entered the box.
    """
    _check_open(edition)
    _check_choices(edition, choices)
    attendance = _admitted(edition, identity)
    # of this form by this person: whoever goes back and votes from the same computer has a ballot of their own
    code = tracking_code(f"{nonce}\x1f{attendance.voter}\x1f{attendance.proof}")
    tracking = tracking_digest(edition.slug, code)
    try:
        with transaction.atomic():
            attendance.save()
            _drop(edition, choices, tracking)
    except IntegrityError as refused:
        if _is_in(edition, tracking):
            return Receipt(code, _held(edition, tracking), again=True)
        if _has_voted(attendance):
            raise AlreadyVoted(_already(edition)) from None
        raise Refused(_("L’urne a refusé ce bulletin. Rien n’est enregistré : recommencez.")) from refused
    except DatabaseError as refused:
        raise Refused(_("L’urne a refusé ce bulletin. Rien n’est enregistré : recommencez.")) from refused
    return Receipt(code, choices)


def replace_ballot(*, edition: Edition, choices: Mapping[int, int], code: str, nonce: str) -> Receipt:
    """A new ballot in the place of the one whose tracking code is given; nobody is told whose it was."""
    if not edition.can_replace:
        raise Refused(_("Dans cette édition, un bulletin déposé ne se remplace pas."))
    _check_open(edition)
    _check_choices(edition, choices)
    old = tracking_digest(edition.slug, code)
    new = tracking_code(f"{nonce}\x1f{old}")
    tracking = tracking_digest(edition.slug, new)
    if _is_in(edition, tracking):
        return Receipt(new, _held(edition, tracking), again=True)
    if not _is_in(edition, old):
        raise Refused(_("Aucun bulletin ne porte ce code de suivi. Vérifiez les mots et les nombres de votre reçu."))
    try:
        with transaction.atomic():
            Replacement.objects.create(edition=edition, tracking=old)
            _drop(edition, choices, tracking)
    except IntegrityError:
        if _is_in(edition, tracking):
            return Receipt(new, _held(edition, tracking), again=True)
        raise Refused(_("Ce bulletin a déjà été remplacé. Seul le dernier reçu permet de voter à nouveau.")) from None
    return Receipt(new, choices)


def _check_open(edition: Edition) -> None:
    now = timezone.now()
    if edition.source is not None or edition.shown_at is None or not is_on(edition.phases.all(), PhaseKind.VOTE, now):
        raise Refused(_("Le vote n’est pas ouvert. Votre bulletin n’a pas été déposé."))
    if not hasattr(edition, "opening"):
        open_vote(edition=edition)


def _check_choices(edition: Edition, choices: Mapping[int, int]) -> None:
    faults = ballot_faults(terms(edition, choices), choices)
    if faults:
        raise Refused(" ".join(faults))


def _admitted(edition: Edition, identity: Identity) -> Attendance:
    """The line of the attendance list that this identity would write."""
    pepper = bytes(edition.pepper)
    channel, proof, known = _proved(edition, identity, pepper)
    voter = known or proof
    if edition.asks_civil and not known:
        if not (identity.family.strip() and identity.given.strip() and identity.born):
            raise Refused(_("Donnez votre nom, votre prénom et votre date de naissance."))
        if _age(identity.born, timezone.localdate()) < edition.min_age:
            raise Refused(_("Cette édition est ouverte à partir de %(age)d ans.") % {"age": edition.min_age})
        voter = civil_key(pepper, identity.family, identity.given, identity.born)
    return Attendance(edition=edition, voter=voter, proof=proof, channel=channel, day=timezone.localdate())


def _proved(edition: Edition, identity: Identity, pepper: bytes) -> tuple[str, str, str]:
    """(channel, proof, voter already known): the code that was typed, else the account."""
    if identity.code:
        digest = keyed(pepper, "letter", plain_code(identity.code))
        letter = Letter.objects.filter(digest=digest, batch__edition=edition).select_related("batch").first()
        if letter is None:
            raise Refused(_("Ce code n’est pas de cette édition. Vérifiez les douze signes de votre lettre."))
        if letter.revoked_at or letter.batch.revoked_at:
            raise Refused(_("Ce code a été retiré. L’accueil de la mairie peut vous en donner un autre."))
        return (Channel.DESK if letter.voter else Channel.LETTER), digest, letter.voter
    if Channel.EMAIL in edition.channels and getattr(identity.account, "is_authenticated", False):
        return Channel.EMAIL, keyed(pepper, "account", str(identity.account.pk)), ""
    raise Refused(_("Dites qui vote : connectez-vous, ou tapez le code de votre lettre."))


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _drop(edition: Edition, choices: Mapping[int, int], tracking: str) -> None:
    numbers = sorted(choices)
    Slip.objects.create(
        edition=edition, numbers=numbers, values=[choices[number] for number in numbers], tracking=tracking
    )


def _is_in(edition: Edition, tracking: str) -> bool:
    return any(box.objects.filter(edition=edition, tracking=tracking).exists() for box in (Slip, Ballot))


def _held(edition: Edition, tracking: str) -> dict[int, int]:
    """What the box holds under this code: a receipt never shows anything else."""
    for box in (Slip, Ballot):
        found = box.objects.filter(edition=edition, tracking=tracking).first()
        if found:
            return dict(zip(found.numbers, found.values, strict=True))
    return {}


def _has_voted(attendance: Attendance) -> bool:
    found = Attendance.objects.filter(edition=attendance.edition)
    return found.filter(voter=attendance.voter).exists() or found.filter(proof=attendance.proof).exists()


def _already(edition: Edition) -> str:
    said = _("Un bulletin a déjà été déposé avec cette identité : chacun vote une fois.")
    return f"{said} {_('Pour le remplacer, il faut le code de suivi de votre reçu.')}" if edition.can_replace else said
