"""A merge that was asked, while one of the two proposals is hidden: it waits, said without what is hidden."""

import pytest
from django.test import Client

from terreau.decide.proposals import actions
from terreau.decide.proposals.models import Merge, Proposal
from terreau.decide.proposals.queries import home
from terreau.decide.proposals.tests.ideas import browser, dictated, edition, idea, page, somebody, tasked
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db
TITLE, REASON, ASKED = "Une injure en titre", "Une injure en raison", "On vous propose de réunir"


@pytest.fixture
def zoe() -> Person:
    return somebody("Zoé")


@pytest.fixture
def ali() -> Person:
    return somebody("Ali")


@pytest.fixture
def judge() -> Person:
    return somebody("Juge", "moderator")


@pytest.fixture
def asked(zoe: Person, ali: Person) -> Merge:
    """Zoé asks Ali to take hers in."""
    made = edition()
    return actions.merge(proposal=idea(made, zoe, TITLE), into=idea(made, ali, "Un marché"), reason=REASON, by=zoe)


def waiting(person: Person) -> list[str]:
    return [call.title for call in home.calls(person) if call.action == "Répondre"]


def test_its_target_reads_that_it_waits_and_neither_title_nor_reason(asked: Merge, ali: Person, judge: Person) -> None:
    where = asked.into.get_absolute_url()
    assert ASKED in page(browser(ali).get(where)) and waiting(ali) == ["Un marché"]
    actions.conceal(proposal=asked.proposal, reason="Point 3", by=judge)
    for person in (ali, judge):
        shown = page(browser(person).get(where))
        assert "Une demande de réunion est suspendue" in shown and "proposition n° 1" in shown
        assert TITLE not in shown and REASON not in shown and ASKED not in shown
    assert "suspendue" not in page(Client().get(where))
    assert waiting(ali) == []  # there is nothing to answer
    actions.reveal(proposal=asked.proposal, by=somebody("Autre", "moderator"))
    shown = page(browser(ali).get(where))
    assert TITLE in shown and REASON in shown and "suspendue" not in shown and waiting(ali) == ["Un marché"]


def test_it_cannot_be_accepted_meanwhile_and_can_be_afterwards(asked: Merge, ali: Person, judge: Person) -> None:
    yes = f"{asked.into.get_absolute_url()}merges/{asked.pk}/"
    actions.conceal(proposal=asked.proposal, reason="Point 3", by=judge)
    assert browser(ali).post(yes, {"accepted": "1"}).status_code == 409
    assert Proposal.objects.get(pk=asked.proposal.pk).status == "open"
    actions.reveal(proposal=asked.proposal, by=somebody("Autre", "moderator"))
    assert browser(ali).post(yes, {"accepted": "1"}).status_code == 302
    assert Proposal.objects.get(pk=asked.proposal.pk).status == "merged"


def test_it_can_be_declined_meanwhile(asked: Merge, ali: Person, judge: Person) -> None:
    actions.conceal(proposal=asked.proposal, reason="Point 3", by=judge)
    no = f"{asked.into.get_absolute_url()}merges/{asked.pk}/"
    assert browser(ali).post(no, {"declined": "1"}).status_code == 302
    assert not Merge.objects.exists()


def test_it_waits_as_well_when_the_target_is_hidden(asked: Merge, zoe: Person, ali: Person, judge: Person) -> None:
    here, there = asked.proposal.get_absolute_url(), asked.into.get_absolute_url()
    assert "Suspendue" not in page(browser(zoe).get(here))
    actions.conceal(proposal=asked.into, reason="Point 3", by=judge)
    shown = page(browser(zoe).get(here))
    assert "Suspendue" in shown and "Un marché" not in shown
    shown = page(browser(ali).get(there))
    assert "est suspendue" in shown and ASKED not in shown
    with pytest.raises(Refused, match="masquée"):
        actions.answer_merge(merge=asked, accepted=True, by=ali)


def test_a_hidden_proposal_joins_no_other(zoe: Person, ali: Person, judge: Person) -> None:
    made = edition()
    one, two = idea(made, zoe, TITLE), idea(made, ali, "Un marché")
    actions.conceal(proposal=one, reason="Point 3", by=judge)
    for person in (zoe, tasked(made, "Ada", "study")):
        with pytest.raises(NotAllowed, match="masquée"):
            actions.merge(proposal=one, into=two, reason=REASON, by=person)
    assert "La réunir à une autre" not in page(browser(zoe).get(one.get_absolute_url()))


def test_one_that_was_withdrawn_asks_for_nothing_more(asked: Merge, zoe: Person, ali: Person) -> None:
    actions.withdraw(proposal=asked.proposal, reason="Trop cher", by=zoe)
    assert ASKED not in page(browser(ali).get(asked.into.get_absolute_url())) and waiting(ali) == []


def test_an_agent_answers_for_somebody_without_internet_once_both_are_shown(zoe: Person, judge: Person) -> None:
    made, eve = edition(), somebody("Eve", "agent")
    one, two = idea(made, zoe, TITLE), dictated(made, eve)
    asked = actions.merge(proposal=one, into=two, reason=REASON, by=zoe)
    assert len(home.duties(eve)) == 1
    actions.conceal(proposal=one, reason="Point 3", by=judge)
    assert home.duties(eve) == []
    actions.reveal(proposal=one, by=somebody("Autre", "moderator"))
    assert len(home.duties(eve)) == 1
    actions.answer_merge(merge=asked, accepted=True, by=eve)
    assert Proposal.objects.get(pk=one.pk).status == "merged"
