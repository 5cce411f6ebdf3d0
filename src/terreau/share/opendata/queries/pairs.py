"""Pairs of cards of the town that may be one thing, the likeliest first, as the last comparison found them."""

from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from terreau.know.cards.enums import CardStatus
from terreau.know.cards.models import Card, Distinction
from terreau.share.opendata.models import Comparison, Likeness

ON_MAP = (CardStatus.PUBLISHED, CardStatus.PROPOSED)
QUIET = timedelta(minutes=5)  # between two comparisons that nobody asked for


def doubtful_pairs(species: str) -> QuerySet[Likeness]:
    """None that someone told apart, or whose cards left the map since the comparison."""
    told_apart = Distinction.objects.filter(first=OuterRef("first"), second=OuterRef("second"))
    held = Likeness.objects.filter(first__species=species, first__status__in=ON_MAP, second__status__in=ON_MAP)
    return held.filter(~Exists(told_apart)).select_related("first", "second")


def comparison(species: str) -> Comparison:
    """The last one; without dates when there was none."""
    return Comparison.objects.filter(species=species).first() or Comparison(species=species)


def is_comparison_due(species: str, *, at: datetime) -> bool:
    """Asked for, never done, or cards changed and the last one is some minutes old."""
    held = comparison(species)
    if held.awaited:
        return True
    changed = Card.objects.filter(species=species).aggregate(last=Max("updated_at"))["last"]
    if changed is None:
        return False
    return held.compared_at is None or (changed > held.compared_at and at - held.compared_at >= QUIET)
