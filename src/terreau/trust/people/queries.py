"""Readings of people: who keeps the town's notebook, one's own ways in, one's own data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import BinaryField, Exists, ForeignKey, Model, OuterRef, QuerySet
from django.urls import reverse

from terreau.trust.audit.models import Event
from terreau.trust.people.enums import STAFF_ROLES
from terreau.trust.people.models import Person, RoleGrant, SignInToken
from terreau.trust.people.rules import device

MOST_SHEETS = 100


@dataclass(frozen=True)
class Device:
    """A signed-in device, as its owner recognises it."""

    pk: int
    name: str
    address: str
    since: datetime
    current: bool


def keepers() -> QuerySet[RoleGrant]:
    """Who holds which staff role, for the public page; `proven` says whether they have a second factor."""
    held = RoleGrant.objects.held().filter(role__in=STAFF_ROLES, person__is_active=True)
    factor = Authenticator.objects.filter(user=OuterRef("person")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return (
        held.select_related("person", "granted_by")
        .annotate(proven=Exists(factor))
        .order_by("role", "scope_kind", "person__name", "pk")
    )


def past_keepers() -> QuerySet[RoleGrant]:
    """Roles that were withdrawn, newest first."""
    ended = RoleGrant.objects.filter(revoked_at__isnull=False, role__in=STAFF_ROLES)
    return ended.select_related("person", "granted_by", "revoked_by").order_by("-revoked_at")[:MOST_SHEETS]


def grants(person: Person) -> QuerySet[RoleGrant]:
    return person.grants.held().select_related("granted_by").order_by("granted_at")


def factors(person: Person) -> QuerySet[Authenticator]:
    """Passkeys and applications of codes; the recovery codes are not a way of their own."""
    kept = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)
    ordered: QuerySet[Authenticator] = kept.order_by("created_at")
    return ordered


def sessions(person: Person, current_key: str | None = None) -> list[Device]:
    """The devices where the person is signed in, this one first."""
    kept = UserSession.objects.purge_and_list(person)
    found = [
        Device(one.pk, device(one.user_agent), one.ip, one.created_at, one.session_key == current_key) for one in kept
    ]
    return sorted(found, key=lambda one: (not one.current, -one.since.timestamp()))


def printed_codes() -> QuerySet[SignInToken]:
    codes = SignInToken.objects.filter(kind=SignInToken.Kind.CODE)
    return codes.select_related("person", "made_by")[:MOST_SHEETS]


def people_called(name: str) -> QuerySet[Person]:
    """Active people who display this name, whatever its case."""
    return Person.objects.filter(name__iexact=name.strip(), is_active=True).order_by("created_at")


def named(ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Those who hold or held a role, as the public page names them."""
    found = RoleGrant.objects.filter(person__in=ids, person__is_active=True, role__in=STAFF_ROLES)
    url = reverse("people:keepers")
    return {str(grant.person_id): (str(grant.person), url) for grant in found.select_related("person")}


def own_data(person: Person) -> dict[str, Any]:
    """All that the town keeps of a person, from each model's own declaration of its personal fields."""
    return {
        "account": {name: str(getattr(person, name) or "") for name in Person.PERSONAL_FIELDS},
        "devices": [{"name": d.name, "address": d.address, "since": str(d.since)} for d in sessions(person)],
        "keys": [
            {"kind": f.type, "added": str(f.created_at), "last_used": str(f.last_used_at or "")}
            for f in factors(person)
        ],
        "journal": [
            {"at": str(event.at), "what": event.name, "on": f"{event.object_type} {event.object_id}".strip()}
            for event in Event.objects.filter(by_id=person.pk).order_by("id").iterator()
        ],
        **dict(_elsewhere(person)),
    }


def _elsewhere(person: Person) -> Iterable[tuple[str, list[dict[str, str]]]]:
    """(model.link, rows) for each link to a person that a model declares personal."""
    for model in apps.get_models():
        for link in _links(model):
            rows = [_row(row) for row in model._default_manager.filter(**{link: person}).order_by("pk").iterator()]
            if rows:
                yield f"{model._meta.label_lower}.{link}", rows


def _links(model: type[Model]) -> list[str]:
    declared = getattr(model, "PERSONAL_FIELDS", {})
    fields = (field for field in model._meta.fields if isinstance(field, ForeignKey))
    return [field.name for field in fields if field.related_model is Person and field.name in declared]


def _row(row: Model) -> dict[str, str]:
    """The row as the person may read it: no secret, no name of another person, nothing made for searching."""
    secret: set[str] = getattr(row, "SECRET_FIELDS", set())
    fields = (
        field
        for field in row._meta.concrete_fields
        if field.name not in secret
        and field.related_model is not Person
        and not isinstance(field, BinaryField)
        and field.get_internal_type() != "GeneratedField"
    )
    return {field.name: str(value) for field in fields if (value := getattr(row, field.attname)) not in (None, "")}
