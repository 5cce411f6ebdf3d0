"""The only writers of proposals and of their study."""

from terreau.decide.proposals.actions.joining import (
    amend,
    answer_amendment,
    answer_merge,
    answer_request,
    ask_to_join,
    leave,
    merge,
    support,
    take_back_support,
)
from terreau.decide.proposals.actions.proposing import Dictated, change, conceal, propose, reveal, withdraw
from terreau.decide.proposals.actions.studying import (
    Line,
    answer_appeal,
    appeal,
    begin_study,
    check_study,
    decide,
    send_back,
    write_study,
)

__all__ = [
    "Dictated",
    "Line",
    "amend",
    "answer_amendment",
    "answer_appeal",
    "answer_merge",
    "answer_request",
    "appeal",
    "ask_to_join",
    "begin_study",
    "change",
    "check_study",
    "conceal",
    "decide",
    "leave",
    "merge",
    "propose",
    "reveal",
    "send_back",
    "support",
    "take_back_support",
    "withdraw",
    "write_study",
]
