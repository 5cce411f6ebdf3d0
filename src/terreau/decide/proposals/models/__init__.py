"""Proposals, how they change, who supports them, what the services say of them."""

from terreau.decide.proposals.models.notice import Notice
from terreau.decide.proposals.models.proposal import (
    Authorship,
    Concealment,
    Dictation,
    Invitation,
    Merge,
    Proposal,
    Support,
    Withdrawal,
)
from terreau.decide.proposals.models.study import Appeal, CostLine, Finding, Return, Study
from terreau.decide.proposals.models.version import Amendment, Version

__all__ = [
    "Amendment",
    "Appeal",
    "Authorship",
    "Concealment",
    "CostLine",
    "Dictation",
    "Finding",
    "Invitation",
    "Merge",
    "Notice",
    "Proposal",
    "Return",
    "Study",
    "Support",
    "Version",
    "Withdrawal",
]
