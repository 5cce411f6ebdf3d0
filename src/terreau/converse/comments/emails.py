"""One letter an author: which comments were hidden and why, or what was decided on appeal."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from terreau.converse.comments import queries
from terreau.converse.comments.models import Hiding
from terreau.trust.people.models import Person
from terreau.ui import registry

BY_MACHINE = {"Auto-Submitted": "auto-generated"}  # RFC 3834: no vacation notice comes back


def tell(person: Person, hidings: Sequence[Hiding]) -> None:
    """Nothing to somebody whose account has no address."""
    if not person.has_address:
        return
    with translation.override(person.language):
        town = registry.town().name or "Terreau"
        rows = [(one, queries.title_of(one.comment, person)) for one in hidings]
        known = {"person": person, "rows": rows, "town": town, "site_url": settings.SITE_URL}
        subject = _("%(town)s : ce que devient votre avis") % {"town": town}
        body = render_to_string("comments/email/hidden.txt", known)
        EmailMessage(subject, body, to=[person.email], headers=BY_MACHINE).send()
