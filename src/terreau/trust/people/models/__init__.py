"""People, the roles they hold, their ways in."""

from terreau.trust.people.models.attempt import Attempt
from terreau.trust.people.models.grant import RoleGrant
from terreau.trust.people.models.person import Person
from terreau.trust.people.models.token import SignInToken

__all__ = ["Attempt", "Person", "RoleGrant", "SignInToken"]
