"""Readings of people: who keeps the town's notebook, one's own ways in, one's own data."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, QuerySet

from terreau.trust.people.enums import STAFF_ROLES
from terreau.trust.people.models import Person, RoleGrant, SignInToken


def keepers() -> QuerySet[RoleGrant]:
    """Who holds which staff role, for the public page."""
    held = RoleGrant.objects.held().filter(role__in=STAFF_ROLES, person__is_active=True)
    return held.select_related("person").order_by("role", "scope_kind", "person__name")


def printed_codes() -> QuerySet[SignInToken]:
    codes = SignInToken.objects.filter(kind=SignInToken.Kind.CODE)
    return codes.select_related("person", "made_by")[:100]


def own_data(person: Person) -> dict[str, Any]:
    """All that the town keeps of a person, from each model's own declaration of its personal fields."""
    found: dict[str, Any] = {"account": _declared(person)}
    for model in apps.get_models():
        if model is Person or not hasattr(model, "PERSONAL_FIELDS"):
            continue
        links = [
            field.name
            for field in model._meta.fields
            if isinstance(field, ForeignKey) and field.related_model is Person
        ]
        for link in links:
            rows = [_row(row) for row in model._default_manager.filter(**{link: person})[:5000]]
            if rows:
                found[f"{model._meta.label_lower}.{link}"] = rows
    return found


def _declared(person: Person) -> dict[str, Any]:
    return {name: str(getattr(person, name) or "") for name in Person.PERSONAL_FIELDS}


def _row(row: Any) -> dict[str, Any]:
    """The row as the person may read it: no secret, no name of another person."""
    hidden: Iterable[str] = ("digest", "password", "salt", "search")
    names = [field.name for field in row._meta.fields if field.name not in hidden and field.related_model is not Person]
    return {
        name: str(getattr(row, name, "") if not row._meta.get_field(name).related_model else getattr(row, f"{name}_id"))
        for name in names
    }
