"""Voting: a person is admitted once, a ballot falls in the box, and nothing keeps them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.actions.opening import open_vote
from terreau.decide.budgeting.enums import Channel, PhaseKind
from terreau.decide.budgeting.models import Attendance, Ballot, Edition, Letter, PupilCard, Replacement, Slip
from terreau.decide.budgeting.policies import check_born
from terreau.decide.budgeting.queries.box import terms
from terreau.decide.budgeting.queries.register import elector_of, voter_of
from terreau.decide.budgeting.queries.strength import ways_of
from terreau.decide.budgeting.rules import (
    ballot_faults,
    is_on,
    keyed,
    plain_code,
)
from terreau.decide.budgeting.tracking import tracking_code, tracking_digest, tracking_digests
from terreau.decide.budgeting.ways import is_listed
from terreau.lib.errors import Refused


@dataclass(frozen=True)
class Identity:
    """By what right somebody votes: an account, a code or a pupil's card; and, where the edition asks, who it is.

    `card` is (primary key of the class session, the pictures of the card).
    `by_phone`: an agent types for somebody who calls; the name opens the door where there is no letter.
    """

    account: Any = None
    code: str = ""
    by_phone: bool = False
    family: str = ""
    given: str = ""
    born: date | None = None
    street: str = ""
    card: tuple[int, str] | None = None


@dataclass(frozen=True)
class Receipt:
    """What the voter takes home: the tracking code, and what was chosen."""

    code: str
    choices: Mapping[int, int]
    again: bool = False  # the same ballot was sent before, and counts once

    @property
    def groups(self) -> Sequence[str]:
        """The code as it is dictated."""
        return self.code.split("-")


class AlreadyVoted(Refused):
    """This person, account, letter or card has voted."""


class NotListed(Refused):
    """The register does not know this person."""


class WrongCode(Refused):
    """No letter of this edition carries the code."""


class RevokedCode(Refused):
    """The code was withdrawn."""


def cast_ballot(*, edition: Edition, choices: Mapping[int, int], identity: Identity, nonce: str) -> Receipt:
    """Admit the voter and take the ballot, both or none; the same `nonce` sent twice is one ballot.

    No event is written: its hour would say who voted when. The mixing writes how many ballots entered the box.
    """
    _check_open(edition)
    _check_choices(edition, choices)
    attendance = _admitted(edition, identity)
    # of this form by this person: whoever goes back and votes from the same computer has a ballot of their own
    code, tracking = _free_code(edition, f"{nonce}\x1f{attendance.voter}\x1f{attendance.proof}", attendance)
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
    given = tracking_digests(edition.slug, code)
    old = next((one for one in given if _is_in(edition, one)), given[0])
    new = tracking_code(f"{nonce}\x1f{old}")
    tracking = tracking_digest(edition.slug, new)
    if _is_in(edition, tracking):
        return Receipt(new, _held(edition, tracking), again=True)
    if not _is_in(edition, old):
        raise Refused(_("Aucun bulletin ne porte ce code de suivi. Vérifiez chaque signe de votre reçu."))
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
        voter = _named(edition, identity, listed=is_listed(channel, on_register=edition.on_register))
        proof = proof or keyed(pepper, "register" if channel == Channel.REGISTER else "phone", voter)
    return Attendance(edition=edition, voter=voter, proof=proof, channel=channel, day=timezone.localdate())


def _named(edition: Edition, identity: Identity, *, listed: bool) -> str:
    """The key of the person who was named; where it must be `listed`, that of the register."""
    if not (identity.family.strip() and identity.given.strip() and identity.born):
        raise Refused(_("Donnez votre nom, votre prénom et votre date de naissance."))
    check_born(edition, identity.born)
    if not listed:
        return voter_of(edition, identity.family, identity.given, identity.born)
    street = identity.street if edition.asks_address else None
    found = elector_of(edition, identity.family, identity.given, identity.born, street)
    if found is None:
        raise NotListed(_not_listed(edition))
    return found.voter


def _not_listed(edition: Edition) -> str:
    said = _(
        "Nous ne vous trouvons pas sur la liste électorale. Vérifiez la date et chaque mot, comme sur votre pièce d’identité."
    )
    if edition.asks_address:
        said += " " + _("L’adresse est celle de votre inscription, même si vous avez déménagé.")
    helped = (
        _("Sinon, venez à l’accueil de la mairie avec une pièce d’identité : un agent vous fera voter.")
        if Channel.DESK in edition.channels or Channel.PAPER in edition.channels
        else _("Sinon, venez à l’accueil de la mairie avec une pièce d’identité : on vérifiera avec vous.")
    )
    return f"{said} {helped}"


def _proved(edition: Edition, identity: Identity, pepper: bytes) -> tuple[str, str, str]:
    """(channel, proof, voter already known): the pupil's card, the code that was typed, else the account.

    The register and the telephone have the name alone: their proof follows from it.
    """
    if identity.card:
        card = _card(edition, *identity.card)
        return Channel.CLASS, card.voter, card.voter
    if identity.by_phone and Channel.PHONE not in edition.channels:
        raise Refused(_("Cette édition ne se vote pas par téléphone. Ajoutez ce moyen dans ses règles."))
    if identity.code:
        digest = keyed(pepper, "letter", plain_code(identity.code))
        letter = Letter.objects.filter(digest=digest, batch__edition=edition).select_related("batch__release").first()
        if letter is None:
            raise WrongCode(_("Ce code n’est pas de cette édition. Vérifiez les douze signes de votre lettre."))
        if letter.revoked_at or letter.batch.revoked_at:
            raise RevokedCode(_("Ce code a été retiré. L’accueil de la mairie peut vous en donner un autre."))
        if not letter.voter and not hasattr(letter.batch, "release"):
            raise Refused(
                _("Ce code n’est pas encore ouvert : la mairie n’a pas fini de compter ces lettres. Appelez l’accueil.")
            )
        channel = Channel.PHONE if identity.by_phone else Channel.DESK if letter.voter else Channel.LETTER
        return channel, digest, letter.voter
    if identity.by_phone:
        return Channel.PHONE, "", ""
    if Channel.EMAIL in edition.channels and getattr(identity.account, "is_authenticated", False):
        return Channel.EMAIL, keyed(pepper, "account", str(identity.account.pk)), ""
    if Channel.REGISTER in edition.channels:
        return Channel.REGISTER, "", ""
    raise Refused(_("Dites qui vote : connectez-vous, ou tapez le code de votre lettre."))


def _card(edition: Edition, session_id: int, pictures: str) -> PupilCard:
    """The card of this class that bears these pictures, while the class is open."""
    digest = keyed(bytes(edition.pepper), "card", str(session_id), pictures)
    found = PupilCard.objects.filter(session_id=session_id, session__edition=edition, digest=digest)
    card = found.select_related("session").first()
    if card is None:
        raise Refused(_("Cette carte n’est pas de ta classe. Regarde bien les quatre images, puis recommence."))
    if card.session.closed_at:
        raise Refused(_("Le vote de ta classe est fini."))
    return card


def _drop(edition: Edition, choices: Mapping[int, int], tracking: str) -> None:
    numbers = sorted(choices)
    Slip.objects.create(
        edition=edition, numbers=numbers, values=[choices[number] for number in numbers], tracking=tracking
    )


def _free_code(edition: Edition, seed: str, attendance: Attendance) -> tuple[str, str]:
    """The code of this form by this person, or the next where chance gave it to somebody else's ballot.

    Sent again, it is the last one that is taken: those before it were somebody else's then, and still are.
    """
    held: tuple[str, str] | None = None
    for turn in range(100):
        code = tracking_code(f"{seed}\x1f{turn}" if turn else seed)
        tracking = tracking_digest(edition.slug, code)
        if not _is_in(edition, tracking):
            sent = Attendance.objects.filter(edition=edition, voter=attendance.voter, proof=attendance.proof)
            return held if held and sent.exists() else (code, tracking)
        held = code, tracking
    raise Refused(_("L’urne a refusé ce bulletin. Rien n’est enregistré : recommencez."))


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
    said = [_("Un bulletin a déjà été déposé avec cette identité : chacun vote une fois.")]
    if edition.can_replace:
        said.append(_("Pour le remplacer, il faut le code de suivi de votre reçu."))
    if ways_of(edition).can_dispute:
        said.append(
            _(
                "Si ce n’était pas vous, venez à l’accueil de la mairie avec une pièce d’identité, avant la clôture : vous "
                "pourrez voter."
            )
        )
    return " ".join(said)
