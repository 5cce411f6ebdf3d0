"""A teacher opens a class, hands out its cards, closes it; of pupils nothing is asked and nothing kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.actions.opening import open_vote
from terreau.decide.budgeting.enums import Channel, PhaseKind
from terreau.decide.budgeting.models import Attendance, ClassSession, Edition, Envelope, PupilCard, Sheet
from terreau.decide.budgeting.pictograms import new_card
from terreau.decide.budgeting.queries.classes import unused_cards
from terreau.decide.budgeting.rules import LETTERS, is_on, is_over, keyed
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record

MOST = 40  # pupils in a class
CODE = 6  # signs: it opens a door, not the box


@dataclass(frozen=True)
class Card:
    """A pupil's card as it leaves the printer; its pictures are shown this once."""

    number: int
    pictures: Sequence[str]


@transaction.atomic
def open_class(
    *, edition: Edition, name: str, school: str, pupils: int, lang: str, by: Any
) -> tuple[ClassSession, list[Card]]:
    """A class, and as many cards as pupils."""
    if Channel.CLASS not in edition.channels:
        raise Refused(_("Cette édition ne se vote pas en classe. Ajoutez ce moyen dans ses règles."))
    if is_over(edition.phases.all(), PhaseKind.VOTE, timezone.now()):
        raise Refused(_("Le vote est clos : plus aucune classe ne s’ouvre."))
    if not 1 <= pupils <= MOST:
        raise Refused(_("Une classe compte de 1 à 40 élèves."))
    code = "".join(secrets.choice(LETTERS) for _sign in range(CODE))
    try:
        with transaction.atomic():
            session = ClassSession.objects.create(
                edition=edition,
                name=name.strip(),
                school=school.strip(),
                pupils=pupils,
                lang=lang,
                code=code,
                opened_by=by,
            )
    except IntegrityError:
        raise Refused(_("Cette classe est déjà ouverte. Ses cartes s’impriment de nouveau depuis sa page.")) from None
    cards = _drawn(pupils)
    PupilCard.objects.bulk_create(
        [
            PupilCard(
                session=session,
                number=number,
                digest=_digest(session, pictures),
                voter=keyed(bytes(edition.pepper), "pupil", secrets.token_hex(16)),
            )
            for number, pictures in enumerate(cards, 1)
        ]
    )
    record("budgeting.class_opened", by=by, on=edition, detail={"class": session.pk, "cards": pupils})
    return session, [Card(number, pictures) for number, pictures in enumerate(cards, 1)]


@transaction.atomic
def renew_cards(*, session: ClassSession, by: Any) -> list[Card]:
    """New pictures for the cards that have not voted; the old ones open nothing any more."""
    session = _open(session)
    cards = unused_cards(session)
    drawn = _drawn(len(cards))
    for card, pictures in zip(cards, drawn, strict=True):
        card.digest = _digest(session, pictures)
        card.save(update_fields=["digest"])
    record("budgeting.cards_renewed", by=by, on=session.edition, detail={"class": session.pk, "cards": len(cards)})
    return [Card(card.number, pictures) for card, pictures in zip(cards, drawn, strict=True)]


@transaction.atomic
def seal_class_paper(*, session: ClassSession, seal: str, sheets: int, by: Any) -> Envelope:
    """Ballots that pupils filled in on paper: so many cards are used up, and the envelope is read by two as any other."""
    session = _open(session)
    edition = session.edition
    if Channel.PAPER not in edition.channels:
        raise Refused(_("Cette édition ne se vote pas sur papier. Ajoutez ce moyen dans ses règles."))
    if not is_on(edition.phases.all(), PhaseKind.VOTE, timezone.now()):
        raise Refused(_("Le vote n’est pas ouvert."))
    cards = unused_cards(session)
    if not 1 <= sheets <= len(cards):
        raise Refused(
            _("Il reste %(n)d cartes à cette classe : l’enveloppe ne peut pas compter plus de bulletins.")
            % {"n": len(cards)}
        )
    open_vote(edition=edition)
    today = timezone.localdate()
    Attendance.objects.bulk_create(
        [
            Attendance(edition=edition, voter=card.voter, proof=card.voter, channel=Channel.PAPER, day=today)
            for card in cards[-sheets:]
        ]
    )
    label = f"{session} ({session.edition.envelopes.count() + 1})"[:80]
    envelope = Envelope.objects.create(
        edition=edition, label=label, seal=seal.strip(), sheets_inside=sheets, sealed_by=by
    )
    Sheet.objects.bulk_create([Sheet(envelope=envelope, place=place) for place in range(1, sheets + 1)])
    detail = {"class": session.pk, "envelope": envelope.pk, "sheets": sheets}
    record("budgeting.class_paper_sealed", by=by, on=edition, detail=detail)
    return envelope


@transaction.atomic
def close_class(*, session: ClassSession, by: Any) -> None:
    """For good: the cards that have not voted never will."""
    closed = ClassSession.objects.filter(pk=session.pk, closed_at__isnull=True)
    if closed.update(closed_at=timezone.now(), closed_by=by):
        record("budgeting.class_closed", by=by, on=session.edition, detail={"class": session.pk})


def _open(session: ClassSession) -> ClassSession:
    found = ClassSession.objects.select_for_update(of=("self",)).select_related("edition").get(pk=session.pk)
    if found.closed_at:
        raise Refused(_("Cette classe a fini de voter : elle ne se rouvre pas."))
    return found


def _drawn(count: int) -> list[tuple[str, ...]]:
    """Different from one another."""
    found: set[tuple[str, ...]] = set()
    while len(found) < count:
        found.add(new_card())
    return list(found)


def _digest(session: ClassSession, pictures: Sequence[str]) -> str:
    return keyed(bytes(session.edition.pepper), "card", str(session.pk), " ".join(pictures))
