"""What is written when someone enters, adds or removes a key, or closes a device."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from terreau.trust.audit.actions import record
from terreau.trust.people.models import Person


@transaction.atomic
def note_sign_in(*, person: Person, methods: list[str]) -> None:
    """A session opens; how, and nothing of from where."""
    record("people.signed_in", by=person, on=person, public=False, detail={"with": methods})


@transaction.atomic
def note_factor(*, person: Person, kind: str, added: bool) -> None:
    """A passkey or an application of codes comes or goes."""
    name = "people.factor_added" if added else "people.factor_removed"
    record(name, by=person, on=person, public=False, detail={"kind": kind})


@transaction.atomic
def end_session(*, session: UserSession, by: Any) -> None:
    """The device is signed out at its next page."""
    Session.objects.filter(pk=session.session_key).delete()
    person = session.user
    session.delete()
    record("people.session_ended", by=by, on=person, public=False)


@transaction.atomic
def end_other_sessions(*, person: Person, keep: str, by: Any) -> int:
    """Every device but the one whose session key is `keep`; how many were signed out."""
    others = UserSession.objects.filter(user=person).exclude(session_key=keep)
    Session.objects.filter(pk__in=list(others.values_list("session_key", flat=True))).delete()
    count = int(others.delete()[0])
    record("people.sessions_ended", by=by, on=person, public=False, detail={"count": count})
    return count
