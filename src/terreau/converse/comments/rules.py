"""What holds of comments whoever writes them."""

from datetime import datetime, timedelta

LONGEST = 1500  # characters
LONGEST_NOTE = 300
LONGEST_APPEAL = 600
EDITABLE = timedelta(minutes=15)
ON_A_PAGE = 20
TWICE = timedelta(minutes=10)  # the same words by the same person within this time are a second click


def can_still_edit(made_at: datetime, at: datetime) -> bool:
    return at - made_at <= EDITABLE


def page_of(before: int) -> int:
    """The page of what has so many before it."""
    return before // ON_A_PAGE + 1
