"""Background jobs of comments: telling authors what moderators decided."""

import logging
from itertools import groupby

from procrastinate.contrib.django import app

from terreau.converse.comments import emails, queries
from terreau.trust.audit.models import Event

log = logging.getLogger(__name__)


def hear(event: Event) -> None:
    tell_authors.defer(event_id=event.pk)


@app.task(name="comments.tell_authors")
def tell_authors(event_id: int) -> None:
    """One letter a person, however many of their comments were judged together."""
    told = queries.told_by(Event.objects.get(pk=event_id))
    for person, theirs in groupby(told, key=lambda one: one.comment.made_by):
        try:
            emails.tell(person, list(theirs))
        except OSError as error:  # the mail server is away: it is said on the page all the same
            log.warning("a letter about comments could not be sent: %s", error)
