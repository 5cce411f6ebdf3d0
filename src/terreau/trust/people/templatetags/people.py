"""How pages say the scope of a role, and an address without giving it."""

from django import template

from terreau.trust.people.enums import ScopeKind
from terreau.trust.people.models import RoleGrant
from terreau.trust.people.rules import masked as mask
from terreau.trust.people.scopes import words_of

register = template.Library()


@register.simple_tag
def scope_words(grant: RoleGrant) -> str:
    """Toute la ville; or the name of the district or theme."""
    if grant.scope_kind == ScopeKind.TOWN:
        return str(ScopeKind.TOWN.label)
    return words_of(grant.scope_kind, grant.scope_key)


@register.filter
def masked(email: str) -> str:
    return mask(email)
