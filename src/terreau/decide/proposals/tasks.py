"""Background jobs of proposals: noting who is to be told, telling them together, forgetting what has served."""

import logging

from procrastinate.contrib.django import app

from terreau.decide.proposals import actions, emails, queries
from terreau.decide.proposals.enums import News, Status
from terreau.decide.proposals.models import Merge, Proposal
from terreau.trust.audit.models import Event

MOST_LETTERS = 500  # in one run; the rest leaves with the next
BY_STATUS = {
    Status.MERGED: News.MERGED,
    Status.WITHDRAWN: News.WITHDRAWN,
    Status.RETAINED: News.RETAINED,
    Status.REFUSED: News.REFUSED,
}

BY_NAME = {
    "proposals.proposal_concealed": News.CONCEALED,
    "proposals.appeal_answered": News.ANSWERED,
    "proposals.amendment_made": News.AMENDED,
    "proposals.author_asked": News.ASKED,
    "proposals.merge_asked": News.MERGING,
}
ON_THE_BALLOT = {
    "budgeting.result_published": News.RESULT,
    "budgeting.result_annulled": News.ANNULLED,
    "budgeting.result_replaced": News.RESULT,
    "budgeting.project_abandoned": News.ABANDONED,
    "budgeting.milestone_reached": News.REACHED,
    "budgeting.milestone_delayed": News.DELAYED,
}

log = logging.getLogger(__name__)


def hear(event: Event) -> None:
    """Something became of a proposal: a job notes who is to be told."""
    told = BY_NAME.get(event.name, "")
    note.defer(proposal_id=int(event.object_id), by_id=event.by_id, told=told, event=event.pk)


def hear_of_projects(event: Event) -> None:
    """A result or a milestone: those who wanted the project hear of it."""
    note_projects.defer(event_id=event.pk)


@app.task(name="proposals.note_projects")
def note_projects(event_id: int) -> None:
    event = Event.objects.get(pk=event_id)
    for proposal in queries.behind(event.object_type, int(event.object_id)):
        actions.announce(proposal=proposal, news=ON_THE_BALLOT[event.name], by=event.by_id, event=event.pk)


@app.task(name="proposals.note")
def note(proposal_id: int, by_id: int | None, told: str = "", event: int = 0) -> None:
    """What is told is named, or follows from what the proposal has become; a merge is asked of the other's authors."""
    proposal = Proposal.objects.get(pk=proposal_id)
    if told == News.MERGING:
        wish = Merge.objects.select_related("into").filter(proposal=proposal, accepted_at=None).first()
        if wish is None:  # answered, or taken back, before anybody was told
            return
        proposal = wish.into
    news = News(told) if told else BY_STATUS.get(Status(proposal.status))
    if news:
        actions.announce(proposal=proposal, news=news, by=by_id, event=event)


@app.periodic(cron="*/15 * * * *")
@app.task(name="proposals.tell", queueing_lock="proposals.tell")
def tell(timestamp: int) -> None:
    """A quarter of an hour groups what happened together in one letter."""
    for _letter in range(MOST_LETTERS):
        taken = actions.take_letter()
        if taken is None:
            return
        person, notices = taken
        try:
            emails.tell(person, notices)
        except OSError as error:  # the mail server is away: better no letter than two
            log.warning("a letter about proposals could not be sent: %s", error)


@app.periodic(cron="41 3 * * *")
@app.task(name="proposals.forget")
def forget(timestamp: int) -> None:
    actions.forget_kept()
    actions.forget_contacts()
