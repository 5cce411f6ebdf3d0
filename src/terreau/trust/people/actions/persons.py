"""Accounts: made, edited, erased."""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record
from terreau.trust.people.enums import Role
from terreau.trust.people.models import Person, RoleGrant
from terreau.trust.people.models.person import NO_ADDRESS


@transaction.atomic
def create_person(*, email: str = "", by: Any, name: str = "", language: str = "fr", verified: bool = True) -> Person:
    """An account made by staff or a command; the address, if there is one, is taken as checked by whoever made it."""
    email = email.strip().lower() or f"p-{secrets.token_hex(8)}{NO_ADDRESS}"
    if Person.objects.filter(email__iexact=email).exists():
        raise Refused(_("Un compte existe déjà pour cette adresse."))
    person = Person.objects.create_user(email, name=name.strip(), language=language)
    # a placeholder counts as checked, or allauth would hold the person back until a letter that cannot arrive
    verified = verified or not person.has_address
    EmailAddress.objects.create(user=person, email=email, verified=verified, primary=True)
    record("people.person_created", by=by, on=person, public=False)
    return person


@transaction.atomic
def edit_person(*, person: Person, name: str, language: str, by: Any) -> Person:
    person.name, person.language = name.strip(), language
    person.save(update_fields=["name", "language"])
    record("people.person_edited", by=by, on=person, public=False)
    return person


@transaction.atomic
def erase_person(*, person: Person, by: Any) -> None:
    """Empty the account and close it; what the person wrote for the town stays, without their name."""
    held = list(RoleGrant.objects.held().select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))
    if {one.person_id for one in held} == {person.pk}:
        raise Refused(_("Vous êtes le dernier administrateur : confiez d’abord ce rôle à quelqu’un."))
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    person.sign_in_tokens.all().delete()
    end_all_sessions(person)
    person.grants.held().update(revoked_at=timezone.now(), revoked_by=by)
    person.email, person.name, person.is_active = f"erased-{person.pk}{NO_ADDRESS}", "", False
    person.save()
    record("people.person_erased", by=by, on=person, public=False)


def end_all_sessions(person: Person) -> None:
    sessions = UserSession.objects.filter(user=person)
    Session.objects.filter(pk__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()
