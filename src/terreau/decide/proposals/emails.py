"""One letter a person: what became of the proposals that they carry or support."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from terreau.decide.proposals.models import Notice
from terreau.trust.people.models import Person
from terreau.ui import registry

BY_MACHINE = {"Auto-Submitted": "auto-generated"}  # RFC 3834: no vacation notice comes back


def tell(person: Person, notices: Sequence[Notice]) -> None:
    """Nothing to somebody whose account has no address or is closed."""
    if not (notices and person.is_active and person.has_address):
        return
    with translation.override(person.language):
        town = registry.town().name or "Terreau"
        known = {"person": person, "notices": notices, "town": town, "site_url": settings.SITE_URL}
        subject = _("%(town)s : des nouvelles de vos propositions") % {"town": town}
        body = render_to_string("proposals/email/news.txt", known)
        EmailMessage(subject, body, to=[person.email], headers=BY_MACHINE).send()
