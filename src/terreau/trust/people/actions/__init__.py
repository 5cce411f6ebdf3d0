"""The only writers of people, roles and ways in."""

from terreau.trust.people.actions.limiting import check_not_waiting, note_failure, note_success
from terreau.trust.people.actions.persons import create_person, edit_person, erase_person
from terreau.trust.people.actions.roles import give_role, withdraw_role
from terreau.trust.people.actions.tokens import (
    create_printed_code,
    create_sign_in_link,
    invite_first_administrator,
    redeem_token,
    revoke_token,
)

__all__ = [
    "check_not_waiting",
    "create_person",
    "create_printed_code",
    "create_sign_in_link",
    "edit_person",
    "erase_person",
    "give_role",
    "invite_first_administrator",
    "note_failure",
    "note_success",
    "redeem_token",
    "revoke_token",
    "withdraw_role",
]
