"""Reading editions: for pages, exports and the rooms above."""

from terreau.decide.budgeting.queries.box import Balance, balance, terms
from terreau.decide.budgeting.queries.claims import (
    answered_for,
    declared,
    former,
    holds,
    objections,
    publishable,
    standing,
)
from terreau.decide.budgeting.queries.classes import Class, card_state, class_at, classes, unused_cards
from terreau.decide.budgeting.queries.draws import confirmed_draws, draw_of, standing_tie, tied_projects
from terreau.decide.budgeting.queries.editions import (
    Shown,
    calendar,
    edition_at,
    editions,
    last_published,
    projects_page,
    shown,
)
from terreau.decide.budgeting.queries.envelopes import districts_of, grouped
from terreau.decide.budgeting.queries.following import latest, overdue, way, ways
from terreau.decide.budgeting.queries.register import elector_of, voter_of
from terreau.decide.budgeting.queries.results import (
    Result,
    all_near_misses,
    lost,
    near_misses,
    participation,
    rehearsal,
    result,
)
from terreau.decide.budgeting.queries.signs import days, kiosks, signs, too_few
from terreau.decide.budgeting.queries.tracked import (
    ballot_at,
    ballot_of,
    ballots_page,
    plain_fingerprint,
    was_replaced,
)
from terreau.decide.budgeting.small_groups import are_few

__all__ = [
    "Balance",
    "Class",
    "Result",
    "Shown",
    "all_near_misses",
    "answered_for",
    "are_few",
    "balance",
    "ballot_at",
    "ballot_of",
    "ballots_page",
    "calendar",
    "card_state",
    "class_at",
    "classes",
    "confirmed_draws",
    "days",
    "declared",
    "districts_of",
    "draw_of",
    "edition_at",
    "editions",
    "elector_of",
    "former",
    "grouped",
    "holds",
    "kiosks",
    "last_published",
    "latest",
    "lost",
    "near_misses",
    "objections",
    "overdue",
    "participation",
    "plain_fingerprint",
    "projects_page",
    "publishable",
    "rehearsal",
    "result",
    "shown",
    "signs",
    "standing",
    "standing_tie",
    "terms",
    "tied_projects",
    "too_few",
    "unused_cards",
    "voter_of",
    "was_replaced",
    "way",
    "ways",
]
