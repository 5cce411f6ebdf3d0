"""Proposals, how they change, who supports them, what the services say of them."""

from terreau.decide.proposals.models.proposal import Authorship, Dictation, Merge, Proposal, Support, Withdrawal
from terreau.decide.proposals.models.study import Appeal, CostLine, Finding, Study
from terreau.decide.proposals.models.version import Amendment, Version

__all__ = [
    "Amendment",
    "Appeal",
    "Authorship",
    "CostLine",
    "Dictation",
    "Finding",
    "Merge",
    "Proposal",
    "Study",
    "Support",
    "Version",
    "Withdrawal",
]
