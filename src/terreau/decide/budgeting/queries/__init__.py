"""Reading editions: for pages, exports and the rooms above."""

from terreau.decide.budgeting.queries.box import Balance, balance, terms
from terreau.decide.budgeting.queries.editions import (
    Shown,
    calendar,
    edition_at,
    editions,
    last_published,
    projects_page,
    shown,
)
from terreau.decide.budgeting.queries.following import latest, ways
from terreau.decide.budgeting.queries.results import Result, ballot_of, participation, rehearsal, result
from terreau.decide.budgeting.queries.signs import days, kiosks, signs, too_few

__all__ = [
    "Balance",
    "Result",
    "Shown",
    "balance",
    "ballot_of",
    "calendar",
    "days",
    "edition_at",
    "editions",
    "kiosks",
    "last_published",
    "latest",
    "participation",
    "projects_page",
    "rehearsal",
    "result",
    "shown",
    "signs",
    "terms",
    "too_few",
    "ways",
]
