"""Reading proposals and their study: for pages, files and the rooms above."""

from terreau.decide.proposals.queries.desk import Desk, Report, appeals_waiting, desk, studies_file
from terreau.decide.proposals.queries.likeness import alike
from terreau.decide.proposals.queries.listing import Listing, Wanted
from terreau.decide.proposals.queries.page import Sheet, asked, comparison, proposal_at
from terreau.decide.proposals.queries.telling import to_be_told, touched_by

__all__ = [
    "Desk",
    "Listing",
    "Report",
    "Sheet",
    "Wanted",
    "alike",
    "appeals_waiting",
    "asked",
    "comparison",
    "desk",
    "proposal_at",
    "studies_file",
    "to_be_told",
    "touched_by",
]
