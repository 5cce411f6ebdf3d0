"""Letters about accounts; sent after the commit, and only when the town has a mail server."""

from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from terreau.trust.people.models import Person
from terreau.ui import registry

BY_MACHINE = {"Auto-Submitted": "auto-generated"}  # RFC 3834: no vacation notice comes back


def tell_code_made(person: Person, by: Any) -> None:
    """Nobody should learn from someone else that a way into their account was printed."""
    with translation.override(person.language):
        town = registry.town().name or "Terreau"
        body = render_to_string("people/email/code_made.txt", {"person": person, "by": by, "town": town})
        subject = _("%(town)s : un code de connexion a été préparé pour vous") % {"town": town}
        EmailMessage(subject, body, to=[person.email], headers=BY_MACHINE).send()
