"""Letters to those who carry or support a proposal, about what becomes of it; one person, one letter an event."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from terreau.decide.proposals.models import Proposal
from terreau.trust.people.emails import BY_MACHINE
from terreau.trust.people.models import Person
from terreau.ui import registry


def tell_news(proposal: Proposal, people: Sequence[Person], event: str) -> int:
    """How many letters left; one that fails does not stop the others."""
    town = registry.town().name or "Terreau"
    sent = 0
    with get_connection() as connection:
        for person in people:
            with translation.override(person.language):
                context = {
                    "proposal": proposal,
                    "event": event,
                    "town": town,
                    "link": f"{settings.SITE_URL}{proposal.get_absolute_url()}",
                }
                body = render_to_string("proposals/email/news.txt", context)
                subject = _("%(town)s : du nouveau pour « %(title)s »") % {"town": town, "title": proposal.title}
                letter = EmailMessage(subject, body, to=[person.email], headers=BY_MACHINE, connection=connection)
                sent += letter.send(fail_silently=True) or 0
    return sent
