"""Reading proposals and their study: for pages, files and the rooms above."""

from terreau.decide.proposals.queries.desk import Desk, appeals_waiting
from terreau.decide.proposals.queries.likeness import alike
from terreau.decide.proposals.queries.listing import Listing, Wanted
from terreau.decide.proposals.queries.page import (
    Sheet,
    asked,
    behind,
    comparison,
    invitation_of,
    proposal_at,
    proposal_of_project,
)
from terreau.decide.proposals.queries.reports import Report, appeal_closes, public_studies, study_of, ties_coming

__all__ = [
    "Desk",
    "Listing",
    "Report",
    "Sheet",
    "Wanted",
    "alike",
    "appeal_closes",
    "appeals_waiting",
    "asked",
    "behind",
    "comparison",
    "invitation_of",
    "proposal_at",
    "proposal_of_project",
    "public_studies",
    "study_of",
    "ties_coming",
]
