"""Merges that were asked and wait: for an answer, or for moderation to show both proposals again."""

from django.db.models import QuerySet

from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Merge, Proposal


def waiting() -> QuerySet[Merge]:
    """Without an answer, between two proposals that are still open."""
    return Merge.objects.filter(accepted_at=None, proposal__status=Status.OPEN, into__status=Status.OPEN)


def answerable() -> QuerySet[Merge]:
    """Those whose two proposals everybody reads: nobody is asked to join what they may not see."""
    readable = Proposal.objects.revealed()
    return waiting().filter(proposal__in=readable, into__in=readable)


def suspended() -> QuerySet[Merge]:
    """Those that go on once moderation shows again the one that it hides."""
    return waiting().exclude(pk__in=answerable())
