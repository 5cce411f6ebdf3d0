"""Editions, their projects, the ballot box, and what is published of the count."""

from terreau.decide.budgeting.models.box import Attendance, Ballot, Replacement, Slip
from terreau.decide.budgeting.models.change import Change
from terreau.decide.budgeting.models.claims import Annulment, Concealment, Objection, Recount
from terreau.decide.budgeting.models.classroom import ClassSession, PupilCard
from terreau.decide.budgeting.models.count import Count, Draw, NearMiss, Publication
from terreau.decide.budgeting.models.dispute import Dispute
from terreau.decide.budgeting.models.edition import Edition, Opening, Phase
from terreau.decide.budgeting.models.following import Abandonment, Correction, Delay, Expense, Milestone, Photo
from terreau.decide.budgeting.models.hands import Assignment
from terreau.decide.budgeting.models.kiosk import Kiosk
from terreau.decide.budgeting.models.letter import Batch, Letter, Release
from terreau.decide.budgeting.models.paper import Envelope, Reading, Settlement, Sheet
from terreau.decide.budgeting.models.project import Project
from terreau.decide.budgeting.models.register import Elector, Roll
from terreau.decide.budgeting.models.rehearsal import Rehearsal
from terreau.decide.budgeting.models.signs import Look, Pace, Tally

__all__ = [
    "Abandonment",
    "Annulment",
    "Assignment",
    "Attendance",
    "Ballot",
    "Batch",
    "Change",
    "ClassSession",
    "Concealment",
    "Correction",
    "Count",
    "Delay",
    "Dispute",
    "Draw",
    "Edition",
    "Elector",
    "Envelope",
    "Expense",
    "Kiosk",
    "Letter",
    "Look",
    "Milestone",
    "NearMiss",
    "Objection",
    "Opening",
    "Pace",
    "Phase",
    "Photo",
    "Project",
    "Publication",
    "PupilCard",
    "Reading",
    "Recount",
    "Rehearsal",
    "Release",
    "Replacement",
    "Roll",
    "Settlement",
    "Sheet",
    "Slip",
    "Tally",
]
