"""The only writers of proposals and of their study."""

from terreau.decide.proposals.actions.appealing import answer_appeal, appeal
from terreau.decide.proposals.actions.checking import check_study, open_again
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
    begin_study,
    decide,
    give_back_study,
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
    "give_back_study",
    "leave",
    "merge",
    "open_again",
    "propose",
    "reveal",
    "send_back",
    "support",
    "take_back_support",
    "withdraw",
    "write_study",
]
