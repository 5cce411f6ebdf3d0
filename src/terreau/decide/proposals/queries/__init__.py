"""Reading proposals and their study: for pages, files and the rooms above."""

from terreau.decide.proposals.queries.desk import Desk, Report, appeals_waiting, desk, studies_file
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

__all__ = [
    "Desk",
    "Listing",
    "Report",
    "Sheet",
    "Wanted",
    "alike",
    "appeals_waiting",
    "asked",
    "behind",
    "comparison",
    "desk",
    "invitation_of",
    "proposal_at",
    "proposal_of_project",
    "studies_file",
]
