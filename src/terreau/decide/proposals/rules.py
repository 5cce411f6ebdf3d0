"""What holds of a proposal whoever asks: what it may become, what is too alike, the steps of a study, its price."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from terreau.decide.proposals.enums import CostKind, Criterion, Status, StudyState, Verdict
from terreau.lib.differences import merged

# Likeness of meaning, of titles. Of 32 ideas told in other words and the 992 other pairs among them (lib/tests/pairs.py):
ALIKE = 0.40  # offered while one types: 18 found, 1.7 % taken for the same; the nearest of all comes first for 19
SURE = 0.50  # shown before an idea is kept: 6 found, 0.1 % taken for the same
NEAR_TITLE = 0.5  # of trigrams
MOST_ALIKE = 4
APPEAL_DAYS = 30
INVITED = timedelta(days=14)
WORDS = ("title", "summary", "text")
WORDS_OF_A_SENTENCE = 5
TWICE = timedelta(minutes=10)  # the same title by the same person within this time is a second click
PATHS: Mapping[str, frozenset[str]] = {
    Status.OPEN: frozenset({Status.MERGED, Status.WITHDRAWN, Status.RETAINED, Status.REFUSED}),
    Status.RETAINED: frozenset({Status.RETAINED, Status.REFUSED}),  # a new study, before the vote
    Status.REFUSED: frozenset({Status.OPEN}),  # an appeal was accepted
}
STEPS: Mapping[str, StudyState] = {
    "give_back": StudyState.BEGUN,
    "write": StudyState.BEGUN,
    "decide": StudyState.BEGUN,
    "send_back": StudyState.DECIDED,
    "check": StudyState.DECIDED,
    "open_again": StudyState.CHECKED,
}
"""What may be done with a study, and the state in which it may; nobody has to hold it to write in it."""


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


Words = Mapping[str, str]


def put_together(was: Words, now: Words, wanted: Words) -> tuple[dict[str, str], list[str]]:
    """What `wanted`, written on `was`, makes of `now`; and the fields where both changed the same place.

    A field in conflict keeps the words of `now`: nothing that was written since is lost unseen.
    """
    joined = {name: merged(was[name], now[name], wanted[name]) for name in WORDS}
    clash = [name for name in WORDS if joined[name] is None]
    return {name: now[name] if (said := joined[name]) is None else said for name in WORDS}, clash


class Studied(Protocol):
    started_by_id: int | None
    decided_at: datetime | None
    checked_at: datetime | None


class Priced(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...


def state_of(study: Studied | None) -> StudyState:
    if study is None:
        return StudyState.WAITING
    if study.checked_at:
        return StudyState.CHECKED
    if study.decided_at:
        return StudyState.DECIDED
    return StudyState.BEGUN if study.started_by_id else StudyState.WAITING


def why_not_step(study: Studied, step: str) -> str:
    """Why this cannot be done to a study as it stands; empty when it can."""
    state, wanted = state_of(study), STEPS[step]
    if state == wanted or (wanted == StudyState.BEGUN and state == StudyState.WAITING):
        return ""
    if state == StudyState.CHECKED:
        return _("Cette étude est relue et publiée : elle ne change plus.")
    if state == StudyState.DECIDED:
        return _("La décision attend d’être relue : renvoyez l’étude avant de la changer.")
    return _("Cette étude n’est pas encore décidée.")


def price(lines: Iterable[Priced], kind: str = CostKind.ONCE) -> Decimal:
    """What is paid once stands on the ballot; what is paid each year is told beside it."""
    return sum((line.amount for line in lines if line.kind == kind), Decimal(0))


def why_not_answer(verdict: str, remark: str) -> str:
    """What an answer of the grid lacks; empty when it is whole, or not begun."""
    if remark.strip() and not verdict:
        return _("Choisissez aussi une réponse : oui, oui à une condition, ou non.")
    if verdict and verdict != Verdict.YES and not remark.strip():
        return _("Dites à quelle condition, ou pourquoi non.")
    return ""


def why_not_decide(
    *, retained: bool, reasons: str, answered: Iterable[str], lines: Iterable[Priced], budget: Decimal
) -> list[str]:
    """What is missing before this can be decided. No answer of the grid decides by itself: people do."""
    known, cost, faults = set(answered), price(lines), []
    if len(reasons.split()) < WORDS_OF_A_SENTENCE:
        faults.append(_("Écrivez une phrase au moins : l’auteur et les voisins la liront."))
    if not known:
        faults.append(_("Répondez au moins à une question de la grille."))
    if not retained:
        return faults
    missing = [f"« {criterion.label} »" for criterion in Criterion if criterion not in known]
    if known and missing:
        faults.append(_("Pour retenir, il reste à répondre à : %(missing)s.") % {"missing": ", ".join(missing)})
    if cost <= 0:
        faults.append(_("Il manque le prix : ajoutez au moins une ligne à payer une fois."))
    return faults + ([over_budget()] if cost > budget else [])


def over_budget() -> str:
    return _(
        "Ces lignes dépassent toute la somme à répartir : le projet ne pourrait jamais être retenu. "
        "Revoyez-les, ou dites ce prix dans les raisons d’un refus."
    )
