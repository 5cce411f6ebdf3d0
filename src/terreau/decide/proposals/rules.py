"""What holds of a proposal whoever asks: what it may become, what is too alike, until when one may appeal."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from terreau.decide.proposals.enums import Status

ALIKE = 0.42  # of meaning: of 20 pairs in other words and 380 non-pairs, a third of the first and one in a hundred of the second
NEAR_TITLE = 0.5  # of trigrams
MOST_ALIKE = 4
APPEAL_DAYS = 30
TWICE = timedelta(minutes=10)  # the same title by the same person within this time is a second click
PATHS: Mapping[str, frozenset[str]] = {
    Status.OPEN: frozenset({Status.MERGED, Status.WITHDRAWN, Status.RETAINED, Status.REFUSED}),
    Status.REFUSED: frozenset({Status.OPEN}),  # an appeal was accepted
}


def can_become(status: str, wanted: str) -> bool:
    return wanted in PATHS.get(status, frozenset())


def appeal_until(checked_at: datetime, vote_opens: datetime | None) -> datetime:
    """Thirty days, and never once the vote is open: its projects no longer change."""
    last = checked_at + timedelta(days=APPEAL_DAYS)
    return min(last, vote_opens) if vote_opens else last
