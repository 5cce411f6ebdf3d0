"""Participatory budgets counted exactly: ballots and a rule in, winners and the story of the count out."""

from terreau.algorithms.counting.election import Ballots, Election, Project
from terreau.algorithms.counting.engine import Result, decide
from terreau.algorithms.counting.envelopes import count
from terreau.algorithms.counting.errors import CountingError, RuleError, Undecided
from terreau.algorithms.counting.outcome import Loser, Outcome, Purchase, Round, Tie, Voters
from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.rule import Rule, parse_rule

__all__ = [
    "PRESETS",
    "Ballots",
    "CountingError",
    "Election",
    "Loser",
    "Outcome",
    "Project",
    "Purchase",
    "Result",
    "Round",
    "Rule",
    "RuleError",
    "Tie",
    "Undecided",
    "Voters",
    "count",
    "decide",
    "parse_rule",
]
