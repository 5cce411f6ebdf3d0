"""Who may: roles held for the whole town, a district or a theme."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from terreau.lib.errors import NotAllowed
from terreau.trust.people.enums import STAFF_ROLES, Role, ScopeKind


def has_role(person: Any, *roles: Role, district: str | None = None, themes: Iterable[str] = ()) -> bool:
    """Does the person hold one of the roles, for the town or for this district or one of these themes?

    Grants are read once per request and kept on the person object.
    """
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return False
    wanted_roles = set(roles) if getattr(person, "strong", True) else set(roles) - STAFF_ROLES
    if not wanted_roles:
        return False  # a mailbox alone opens no staff page
    if not hasattr(person, "held_grants"):
        person.held_grants = [(g.role, g.scope_kind, g.scope_key) for g in person.grants.held()]
    wanted: dict[str, set[Any]] = {
        ScopeKind.TOWN: {""},
        ScopeKind.DISTRICT: {district or None},
        ScopeKind.THEME: set(themes),
    }
    return any(role in wanted_roles and key in wanted[kind] for role, kind, key in person.held_grants)


def check_has_role(person: Any, *roles: Role, district: str | None = None, themes: Iterable[str] = ()) -> None:
    if not has_role(person, *roles, district=district, themes=themes):
        if lacks_proof(person):
            raise NotAllowed(proof_wanted())
        raise NotAllowed(
            _("Cette page demande un rôle que vous n’avez pas. L’administrateur de la ville peut le confier.")
        )


def is_staff(person: Any) -> bool:
    """Holds any staff role, whatever its scope."""
    if has_role(person, *STAFF_ROLES):
        return True
    return getattr(person, "strong", True) and holds_staff_role(person)


def holds_staff_role(person: Any) -> bool:
    """Whatever the scope and the strength of the session."""
    if not getattr(person, "is_authenticated", False):
        return False
    if not hasattr(person, "held_grants"):
        has_role(person, Role.MEMBER)  # reads and keeps the grants
    return any(role in STAFF_ROLES for role, _kind, _key in getattr(person, "held_grants", ()))


def lacks_proof(person: Any) -> bool:
    """Holds a staff role, and signed in with a mailbox or paper only."""
    return not getattr(person, "strong", True) and holds_staff_role(person)


def check_is_staff(person: Any) -> None:
    if not is_staff(person):
        if lacks_proof(person):
            raise NotAllowed(proof_wanted())
        raise NotAllowed(_("Cette page est réservée aux personnes qui tiennent le carnet de la ville."))


def proof_wanted() -> str:
    return _(
        "Votre rôle demande une seconde preuve : ajoutez une clé d’accès ou une application "
        "depuis « Mon espace », « Sécurité »."
    )
