"""Classes of an edition: how many cards were given, how many have voted; never what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from terreau.decide.budgeting.models import Attendance, ClassSession, Edition, PupilCard
from terreau.decide.budgeting.rules import keyed
from terreau.decide.budgeting.small_groups import shown_apart


@dataclass(frozen=True)
class Class:
    """`apart`: `used` may be told to everybody, since it gives no small class away."""

    session: ClassSession
    given: int
    used: int
    apart: bool

    @property
    def unused(self) -> int:
        return self.given - self.used

    @property
    def shown(self) -> int | None:
        """What everybody sees of `used`."""
        return self.used if self.apart else None


def classes(edition: Edition, teacher: Any = None) -> Sequence[Class]:
    """All of them, or those that one teacher opened. How many came by class is known: a small one takes another along."""
    found = list(ClassSession.objects.filter(edition=edition).select_related("edition"))
    cards: dict[int, list[str]] = {}
    for session, voter in PupilCard.objects.filter(session__in=found).values_list("session", "voter"):
        cards.setdefault(session, []).append(voter)
    every = [voter for some in cards.values() for voter in some]
    used = set(Attendance.objects.filter(edition=edition, voter__in=every).values_list("voter", flat=True))
    voted = {one.pk: len(used.intersection(cards.get(one.pk, []))) for one in found}
    apart = shown_apart([(str(pk), people) for pk, people in voted.items() if people])
    return [
        Class(one, len(cards.get(one.pk, [])), voted[one.pk], apart=not voted[one.pk] or str(one.pk) in apart)
        for one in found
        if teacher is None or one.opened_by_id == teacher.pk
    ]


def class_at(edition: Edition, code: str) -> ClassSession | None:
    return ClassSession.objects.filter(edition=edition, code=code).first()


def unused_cards(session: ClassSession) -> list[PupilCard]:
    used = Attendance.objects.filter(edition=session.edition_id, voter__in=session.cards.values("voter"))
    return list(session.cards.exclude(voter__in=used.values("voter")))


def card_state(session: ClassSession, pictures: str) -> str:
    """`unknown`, `used` or `ready`."""
    digest = keyed(bytes(session.edition.pepper), "card", str(session.pk), pictures)
    card = session.cards.filter(digest=digest).first()
    if card is None:
        return "unknown"
    return "used" if Attendance.objects.filter(edition=session.edition_id, voter=card.voter).exists() else "ready"
