"""Background jobs of proposals: telling those who carry or support one what becomes of it."""

from procrastinate.contrib.django import app

from terreau.decide.proposals import emails, queries
from terreau.trust.audit.models import Event


@app.task(name="proposals.tell_news", queueing_lock=None)
def tell_news(event_id: int) -> None:
    """One letter to each person who asked for it, about one event."""
    event = Event.objects.get(pk=event_id)
    for proposal in queries.touched_by(event):
        emails.tell_news(proposal, queries.to_be_told(proposal), event.name)


def hear(event: Event) -> None:
    """After the commit of what happened."""
    tell_news.defer(event_id=event.pk)
