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
from terreau.decide.budgeting.queries.results import (
    Result,
    all_near_misses,
    ballot_of,
    near_misses,
    participation,
    rehearsal,
    result,
)

__all__ = [
    "Balance",
    "Result",
    "Shown",
    "all_near_misses",
    "balance",
    "ballot_of",
    "calendar",
    "edition_at",
    "editions",
    "last_published",
    "latest",
    "near_misses",
    "participation",
    "projects_page",
    "rehearsal",
    "result",
    "shown",
    "terms",
    "ways",
]
