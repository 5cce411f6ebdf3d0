"""The only writers of proposals and of their study."""

from terreau.decide.proposals.actions.appealing import answer_appeal, appeal
from terreau.decide.proposals.actions.checking import check_study, open_again
from terreau.decide.proposals.actions.inviting import accept_invitation, invite
from terreau.decide.proposals.actions.joining import (
    amend,
    answer_amendment,
    answer_merge,
    answer_request,
    ask_to_join,
    hear_of,
    leave,
    merge,
    support,
    take_back_support,
)
from terreau.decide.proposals.actions.pictures import forget_kept, keep_picture
from terreau.decide.proposals.actions.proposing import Dictated, change, conceal, propose, reveal, withdraw
from terreau.decide.proposals.actions.studying import (
    Line,
    begin_study,
    decide,
    give_back_study,
    send_back,
    write_study,
)
from terreau.decide.proposals.actions.telling import announce, forget_contacts, take_letter

__all__ = [
    "Dictated",
    "Line",
    "accept_invitation",
    "amend",
    "announce",
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
    "forget_contacts",
    "forget_kept",
    "give_back_study",
    "hear_of",
    "invite",
    "keep_picture",
    "leave",
    "merge",
    "open_again",
    "propose",
    "reveal",
    "send_back",
    "support",
    "take_back_support",
    "take_letter",
    "withdraw",
    "write_study",
]
