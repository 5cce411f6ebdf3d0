"""The only writers of people, roles and ways in."""

from terreau.trust.people.actions.limiting import forget_attempts, forgive, take_turn
from terreau.trust.people.actions.persons import create_person, edit_person, erase_person
from terreau.trust.people.actions.roles import give_role, withdraw_role
from terreau.trust.people.actions.signing_in import end_other_sessions, end_session, note_factor, note_sign_in
from terreau.trust.people.actions.tokens import (
    create_printed_code,
    create_sign_in_link,
    forget_tokens,
    invite_first_administrator,
    redeem_token,
    revoke_token,
)

__all__ = [
    "create_person",
    "create_printed_code",
    "create_sign_in_link",
    "edit_person",
    "end_other_sessions",
    "end_session",
    "erase_person",
    "forget_attempts",
    "forget_tokens",
    "forgive",
    "give_role",
    "invite_first_administrator",
    "note_factor",
    "note_sign_in",
    "redeem_token",
    "revoke_token",
    "take_turn",
    "withdraw_role",
]
