"""Telling authors and supporters what became of a proposal: noted once, sent together, never twice."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.proposals.enums import TO_AUTHORS, News
from terreau.decide.proposals.models import Authorship, Dictation, Notice, Proposal, Support
from terreau.trust.audit.actions import record
from terreau.trust.people.models import Person

LONGEST = timedelta(days=180)  # after the vote, in an edition without a time for objections


@transaction.atomic
def announce(*, proposal: Proposal, news: News, by: Any = None, event: int = 0) -> int:
    """Note who is to hear of it: its authors, and supporters who asked; but not who did it. How many."""
    authors = Authorship.objects.filter(proposal=proposal, accepted_at__isnull=False).values_list("person", flat=True)
    people = set(authors)
    if news not in TO_AUTHORS:
        people |= set(Support.objects.filter(proposal=proposal, told=True).values_list("person", flat=True))
    people.discard(getattr(by, "pk", by))
    before = Notice.objects.filter(proposal=proposal, news=news, event=event).count()
    Notice.objects.bulk_create(
        [Notice(proposal=proposal, person_id=person, news=news, event=event) for person in people],
        ignore_conflicts=True,
    )
    noted = Notice.objects.filter(proposal=proposal, news=news, event=event).count() - before
    if noted:
        record("proposals.news_noted", by=None, on=proposal, public=False, detail={"news": news, "people": noted})
    return noted


@transaction.atomic
def take_letter() -> tuple[Person, Sequence[Notice]] | None:
    """The next person to write to, and all that waits for them; taken, it is never given again, even if sending fails."""
    first = Notice.objects.filter(sent_at__isnull=True).order_by("pk").select_for_update(skip_locked=True).first()
    if first is None:
        return None
    waiting = Notice.objects.filter(person_id=first.person_id, sent_at__isnull=True).select_for_update(of=("self",))
    held = list(waiting.select_related("proposal__edition"))
    Notice.objects.filter(pk__in=[one.pk for one in held]).update(sent_at=timezone.now())
    record("proposals.news_sent", by=None, public=False, detail={"notices": len(held)})
    return Person.objects.get(pk=first.person_id), held


@transaction.atomic
def forget_contacts() -> int:
    """How to reach those without internet, once their edition's vote is over and they can be told by the result."""
    now, phases = timezone.now(), "proposal__edition__phases"
    contested = Q(**{f"{phases}__kind": PhaseKind.OBJECT, f"{phases}__closes_at__lte": now})
    long_ago = Q(**{f"{phases}__kind": PhaseKind.VOTE, f"{phases}__closes_at__lte": now - LONGEST})
    over = Dictation.objects.filter(contested | long_ago).exclude(contact="")
    gone = Dictation.objects.filter(pk__in=list(over.values_list("pk", flat=True))).update(contact="")
    if gone:
        record("proposals.contacts_forgotten", by=None, detail={"people": gone})
    return gone
