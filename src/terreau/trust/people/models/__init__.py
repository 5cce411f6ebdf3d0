"""People and the roles they hold."""

from terreau.trust.people.models.grant import RoleGrant
from terreau.trust.people.models.person import Person

__all__ = ["Person", "RoleGrant"]
