"""What holds of a proposal whoever asks: what it may become, what is too alike, until when one may appeal."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from terreau.decide.proposals.enums import Status
from terreau.lib.differences import merged

# Likeness of meaning, of titles. Of 32 ideas told in other words and the 992 other pairs among them (lib/tests/pairs.py):
ALIKE = 0.40  # offered while one types: 18 found, 1.7 % taken for the same; the nearest of all comes first for 19
SURE = 0.50  # shown before an idea is kept: 6 found, 0.1 % taken for the same
NEAR_TITLE = 0.5  # of trigrams
MOST_ALIKE = 4
APPEAL_DAYS = 30
INVITED = timedelta(days=14)
WORDS = ("title", "summary", "text")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # no feed could hold them
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


class Used(Protocol):
    made_at: datetime
    used_at: datetime | None


def still_holds(invitation: Used, at: datetime) -> bool:
    """Unused, and not older than two weeks."""
    return invitation.used_at is None and at < invitation.made_at + INVITED


def fingerprint(token: str) -> str:
    """What is kept of an invitation."""
    return hashlib.sha256(f"proposals.invitation\x1f{token}".encode()).hexdigest()


def clean_line(text: str) -> str:
    """One line, as it can be published."""
    return " ".join(UNSEEN.sub(" ", text).split())


def clean_text(text: str) -> str:
    """Lines end as they do on every machine, so that two versions differ by their words alone."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


Words = Mapping[str, str]


def put_together(was: Words, now: Words, wanted: Words) -> tuple[dict[str, str], list[str]]:
    """What `wanted`, written on `was`, makes of `now`; and the fields where both changed the same place.

    A field in conflict keeps the words of `now`: nothing that was written since is lost unseen.
    """
    joined = {name: merged(was[name], now[name], wanted[name]) for name in WORDS}
    clash = [name for name in WORDS if joined[name] is None]
    return {name: now[name] if (said := joined[name]) is None else said for name in WORDS}, clash
