"""Disputed identities: whose key opens the desk once more, who waits for a second person, how many everybody is told of."""

from collections.abc import Sequence
from dataclasses import dataclass

from terreau.decide.budgeting.models import Attendance, Dispute, Edition


@dataclass(frozen=True)
class Disputed:
    """`accepted` bounds the doubt: so many ballots at most are of somebody else; `voted` of these people came back."""

    accepted: int
    voted: int


def key_at_desk(edition: Edition, voter: str) -> str:
    """The key under which an agent who sees the document lets this person vote: another one after an accepted dispute."""
    found = Dispute.objects.filter(edition=edition, voter=voter, accepted_at__isnull=False).first()
    return found.again if found else voter


def disputes(edition: Edition) -> Sequence[tuple[Dispute, bool]]:
    """Each with whether that person has voted since."""
    found = list(edition.disputes.select_related("recorded_by", "accepted_by"))
    keys = [one.again for one in found]
    voted = set(Attendance.objects.filter(edition=edition, voter__in=keys).values_list("voter", flat=True))
    return [(one, one.again in voted) for one in found]


def disputed(edition: Edition) -> Disputed:
    accepted = [(one, voted) for one, voted in disputes(edition) if one.accepted_at]
    return Disputed(len(accepted), sum(voted for _one, voted in accepted))


def gives_codes(edition: Edition) -> bool:
    """Has an accepted dispute put a code of the desk in somebody's hands?"""
    return edition.disputes.filter(accepted_at__isnull=False).exists()
