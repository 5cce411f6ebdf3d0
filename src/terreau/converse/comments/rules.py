"""What holds of comments whoever writes them."""

from datetime import datetime, timedelta

LONGEST = 1500  # characters
EDITABLE = timedelta(minutes=15)
ON_A_PAGE = 20
TWICE = timedelta(minutes=10)  # the same words by the same person within this time are a second click


def can_still_edit(made_at: datetime, at: datetime) -> bool:
    return at - made_at <= EDITABLE
