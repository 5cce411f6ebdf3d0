"""Editions, their projects, the ballot box, and what is published of the count."""

from terreau.decide.budgeting.models.box import Attendance, Ballot, Replacement, Slip
from terreau.decide.budgeting.models.count import Count, Draw, NearMiss, Objection, Publication, Recount
from terreau.decide.budgeting.models.edition import Edition, Opening, Phase
from terreau.decide.budgeting.models.following import Delay, Milestone
from terreau.decide.budgeting.models.hands import Assignment
from terreau.decide.budgeting.models.letter import Batch, Letter
from terreau.decide.budgeting.models.paper import Envelope, Reading, Sheet
from terreau.decide.budgeting.models.project import Project
from terreau.decide.budgeting.models.rehearsal import Rehearsal

__all__ = [
    "Assignment",
    "Attendance",
    "Ballot",
    "Batch",
    "Count",
    "Delay",
    "Draw",
    "Edition",
    "Envelope",
    "Letter",
    "Milestone",
    "NearMiss",
    "Objection",
    "Opening",
    "Phase",
    "Project",
    "Publication",
    "Reading",
    "Recount",
    "Rehearsal",
    "Replacement",
    "Sheet",
    "Slip",
]
