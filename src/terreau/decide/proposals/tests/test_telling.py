"""What supporters and authors hear: once each, together, never what they did themselves."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from terreau.decide.proposals import actions, tasks
from terreau.decide.proposals.enums import News
from terreau.decide.proposals.models import Dictation, Notice
from terreau.decide.proposals.tests.ideas import dictated, edition, idea, somebody
from terreau.trust.audit.models import Event
from terreau.trust.people import actions as people

pytestmark = pytest.mark.django_db


def test_two_outcomes_are_one_letter_and_no_second_one() -> None:
    made, zoe, ali, lea = edition(), somebody("Zoé"), somebody("Ali"), somebody("Léa")
    one, two = idea(made, zoe, "Des bancs"), idea(made, zoe, "Un marché")
    for proposal in (one, two):
        actions.support(proposal=proposal, by=ali)
        actions.support(proposal=proposal, by=lea, told=False)
    actions.withdraw(proposal=one, reason="Trop cher", by=zoe)
    actions.merge(proposal=two, into=idea(made, zoe, "Une halle"), reason="Pareil", by=zoe)
    for event in Event.objects.filter(name__in=["proposals.proposal_withdrawn", "proposals.proposal_merged"]):
        for _again in range(2):
            tasks.note(int(event.object_id), event.by_id)
    assert Notice.objects.count() == 2  # not Zoé, who did both; not Léa, who asked for nothing
    tasks.tell(0)
    tasks.tell(0)
    (letter,) = mail.outbox
    assert letter.to == ["ali@essai.example"] and letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "« Des bancs »" in letter.body and "« Un marché »" in letter.body and letter.body.count("http") == 2


def test_a_hidden_proposal_is_told_to_its_authors_alone() -> None:
    made, zoe, ali = edition(), somebody("Zoé"), somebody("Ali")
    one, judge = idea(made, zoe), somebody("Max", "moderator")
    actions.support(proposal=one, by=ali)
    actions.conceal(proposal=one, reason="Point 3", by=judge)
    tasks.note(one.pk, judge.pk, "concealed")
    assert [(notice.person, notice.news) for notice in Notice.objects.all()] == [(zoe, News.CONCEALED)]


def test_an_outcome_is_heard_and_queued() -> None:
    made, zoe = edition(), somebody("Zoé")
    one = idea(made, zoe)
    calls: list[dict[str, object]] = []
    event = Event(name="proposals.proposal_withdrawn", object_id=str(one.pk), by_id=zoe.pk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks.note, "defer", lambda **values: calls.append(values))
        tasks.hear(event)
    assert calls == [{"proposal_id": one.pk, "by_id": zoe.pk, "told": "", "event": None}]


def test_a_closed_account_gets_no_letter_and_a_dead_server_no_second_try() -> None:
    made, zoe, ali = edition(), somebody("Zoé"), somebody("Ali")
    one = idea(made, zoe)
    actions.support(proposal=one, by=ali)
    people.erase_person(person=ali, by=ali)
    actions.announce(proposal=one, news=News.REFUSED)
    with pytest.MonkeyPatch.context() as patch:

        def away(*_arguments: object) -> None:
            raise OSError("no route")

        patch.setattr("terreau.decide.proposals.emails.EmailMessage.send", away)
        tasks.tell(0)
    tasks.tell(0)
    assert not mail.outbox and not Notice.objects.filter(sent_at=None).exists()


def test_contacts_are_forgotten_once_objections_are_closed() -> None:
    made = edition()
    dictated(made, somebody("Eve", "agent"))
    assert actions.forget_contacts() == 0 and Dictation.objects.get().contact
    phase = made.phases.get(kind="submit")
    made.phases.filter(kind="object").update(
        opens_at=phase.opens_at.replace(year=2000), closes_at=phase.opens_at.replace(year=2001)
    )
    assert actions.forget_contacts() == 1 and Dictation.objects.get().contact == ""


def test_authors_hear_what_is_asked_of_them_and_find_it_in_their_space(client: Client) -> None:
    made, zoe, ali, lea = edition(), somebody("Zoé"), somebody("Ali"), somebody("Léa")
    one, other = idea(made, zoe, "Des bancs"), idea(made, ali, "Des sièges")
    actions.support(proposal=one, by=lea)
    actions.amend(proposal=one, title="Dix bancs", summary=one.summary, text=one.text, reason="Le nombre", by=ali)
    actions.ask_to_join(proposal=one, by=ali)
    actions.merge(proposal=other, into=one, reason="Pareil", by=ali)
    calls: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks.note, "defer", lambda **values: calls.append(values))
        for event in Event.objects.filter(name__in=[f"proposals.{name}" for name in ASKING]):
            tasks.hear(event)
    for call in calls:
        tasks.note(**call)
    found = {(notice.person.name, notice.proposal.title, notice.news) for notice in Notice.objects.all()}
    assert found == {("Zoé", "Des bancs", news) for news in (News.AMENDED, News.ASKED, News.MERGING)}
    tasks.tell(0)
    (letter,) = mail.outbox
    assert letter.to == [zoe.email] and letter.body.count("attend") >= 3
    client.force_login(zoe)
    assert "On attend votre réponse" in client.get("/me/").content.decode()
    client.force_login(lea)
    assert "On attend votre réponse" not in client.get("/me/").content.decode()


ASKING = ("amendment_made", "author_asked", "merge_asked")
