"""People of the tests, signed in with the proof that their role asks for."""

from django.test import Client

from terreau.trust.people.models import Person, RoleGrant
from terreau.trust.people.strength import STRONG


def signed_in(client: Client, *roles: str, email: str = "someone@example.org") -> Person:
    """A person with these roles for the whole town, signed in strongly in this client."""
    person = Person.objects.filter(email=email).first() or Person.objects.create_user(email)
    for role in roles:
        RoleGrant.objects.create(person=person, role=role)
    client.force_login(person)
    session = client.session
    session[STRONG] = True
    session.save()
    return person
