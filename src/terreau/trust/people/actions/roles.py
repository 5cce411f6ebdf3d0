"""Roles: given and withdrawn by an administrator, dated, public."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record
from terreau.trust.people.enums import Role, ScopeKind
from terreau.trust.people.models import Person, RoleGrant


@transaction.atomic
def give_role(
    *, person: Person, role: str, by: Any, scope_kind: str = ScopeKind.TOWN, scope_key: str = ""
) -> RoleGrant:
    """Nobody gives themselves a role; the same one is not given twice."""
    if by is not None and by.pk == person.pk:
        raise Refused(_("On ne se confie pas un rôle à soi-même : demandez-le à un autre administrateur."))
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(
                person=person, role=role, scope_kind=scope_kind, scope_key=scope_key, granted_by=by
            )
    except IntegrityError:
        raise Refused(_("Cette personne tient déjà ce rôle.")) from None
    record("people.role_given", by=by, on=person, detail={"role": str(role), "scope": f"{scope_kind}:{scope_key}"})
    return grant


@transaction.atomic
def withdraw_role(*, grant: RoleGrant, by: Any) -> RoleGrant:
    """The last administrator stays: a town nobody can administer cannot be mended from its pages."""
    held = list(RoleGrant.objects.held().select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))
    if grant.role == Role.ADMINISTRATOR and len({one.person_id for one in held}) == 1:
        raise Refused(_("C’est le dernier administrateur : confiez d’abord ce rôle à quelqu’un d’autre."))
    ended = RoleGrant.objects.held().filter(pk=grant.pk).update(revoked_at=timezone.now(), revoked_by=by)
    if ended:
        record("people.role_withdrawn", by=by, on=grant.person, detail={"role": grant.role})
    grant.refresh_from_db()
    return grant
