"""Carrying, supporting, merging, taking back: nobody is lost, nobody counts twice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from terreau.decide.proposals import actions, queries
from terreau.decide.proposals.models import Authorship, Invitation, Merge, Proposal, Support
from terreau.decide.proposals.tests.ideas import browser, dictated, edition, idea, move, somebody, tasked
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.models import Event
from terreau.trust.people import actions as people

pytestmark = pytest.mark.django_db


def authors(one: Proposal) -> set[str]:
    held = Authorship.objects.filter(proposal=one, accepted_at__isnull=False)
    return {str(each.person) for each in held.select_related("person")}


def fresh(one: Proposal) -> Proposal:
    return Proposal.objects.select_related("edition").get(pk=one.pk)


def test_a_support_counts_once_and_can_be_taken_back() -> None:
    one, ali = idea(edition(), somebody("Zoé")), somebody("Ali")
    for _click in range(3):
        actions.support(proposal=one, by=ali)
    assert fresh(one).supports == 1
    actions.support(proposal=one, by=ali, told=False)
    assert (fresh(one).supports, Support.objects.get().told) == (1, False)
    for _click in range(3):
        actions.take_back_support(proposal=one, by=ali)
    assert fresh(one).supports == 0 and not Support.objects.exists()
    given = Event.objects.filter(name__startswith="proposals.support")
    assert [(event.by_id, event.detail) for event in given] == [
        (None, {}),
        (None, {}),
    ]  # nobody reads who supports what


def test_merging_keeps_every_author_and_supporter_once() -> None:
    made = edition()
    zoe, ali, lea, tom = (somebody(name) for name in ("Zoé", "Ali", "Léa", "Tom"))
    one, two = idea(made, zoe, "Des bancs"), idea(made, ali, "Un marché")
    for person in (ali, lea, tom):
        actions.support(proposal=one, by=person)
    for person in (zoe, lea):
        actions.support(proposal=two, by=person, told=False)
    actions.answer_request(authorship=actions.ask_to_join(proposal=two, by=zoe), accepted=True, by=ali)
    asked = actions.ask_to_join(proposal=two, by=tom)
    joined = actions.ask_to_join(proposal=one, by=tom)
    actions.answer_request(authorship=joined, accepted=True, by=zoe)
    made_one = actions.merge(proposal=one, into=two, reason="Même place", by=zoe)
    assert made_one.accepted_at  # she carries both
    assert authors(two) == {"Zoé", "Ali", "Tom"}
    assert fresh(two).supports == 4 == Support.objects.filter(proposal=two).count()
    asked.refresh_from_db()
    assert asked.accepted_at and asked.came_from == one
    assert (fresh(one).status, fresh(one).supports) == ("merged", 3)
    with pytest.raises(NotAllowed):
        actions.support(proposal=one, by=zoe)


def test_crossed_wishes_end_in_one_merge() -> None:
    made, zoe, ali = edition(), somebody("Zoé"), somebody("Ali")
    one, two = idea(made, zoe, "Des bancs"), idea(made, ali, "Un marché")
    first = actions.merge(proposal=one, into=two, reason="r", by=zoe)
    second = actions.merge(proposal=two, into=one, reason="r", by=ali)
    with pytest.raises(NotAllowed):
        actions.answer_merge(merge=first, accepted=True, by=zoe)
    actions.answer_merge(merge=first, accepted=True, by=ali)
    actions.answer_merge(merge=second, accepted=True, by=zoe)
    assert [(m.proposal, m.into, bool(m.accepted_at)) for m in Merge.objects.all()] == [(one, two, True)]
    assert (fresh(one).status, fresh(two).status) == ("merged", "open")


def test_what_was_merged_before_follows() -> None:
    made, zoe = edition(), somebody("Zoé")
    one, two, three = (idea(made, zoe, title) for title in ("Des bancs", "Un marché", "Une piste"))
    actions.merge(proposal=one, into=two, reason="r", by=zoe)
    actions.merge(proposal=two, into=three, reason="r", by=zoe)
    assert Merge.objects.get(proposal=one).into == three


def test_somebody_without_internet_stays_author_after_a_merge() -> None:
    made, eve, zoe = edition(), somebody("Eve", "agent"), somebody("Zoé")
    one, two = dictated(made, eve, shows_name=True), idea(made, zoe)
    actions.merge(proposal=one, into=two, reason="r", by=tasked(made, "Ada", "study"))
    assert queries.Sheet(two, zoe).signed == "Odette Vasseur, Zoé"
    assert authors(two) == {"Zoé"}


def test_only_open_proposals_of_one_edition_are_merged() -> None:
    made, other, zoe = edition(), edition(name="Autre"), somebody("Zoé")
    one, two, far = idea(made, zoe, "Des bancs"), idea(made, zoe, "Un marché"), idea(other, zoe, "Loin")
    for into in (one, far):
        with pytest.raises(Refused):
            actions.merge(proposal=one, into=into, reason="r", by=zoe)
    with pytest.raises(Refused):
        actions.merge(proposal=one, into=two, reason=" ", by=zoe)
    with pytest.raises(NotAllowed):
        actions.merge(proposal=one, into=two, reason="r", by=somebody("Ali"))
    actions.withdraw(proposal=two, reason="r", by=zoe)
    with pytest.raises(Refused):
        actions.merge(proposal=one, into=two, reason="r", by=zoe)
    assert not Merge.objects.exists()


def test_a_wish_to_merge_does_not_outlive_the_study() -> None:
    made, zoe, ali = edition(), somebody("Zoé"), somebody("Ali")
    one, two = idea(made, zoe, "Des bancs"), idea(made, ali, "Un marché")
    asked = actions.merge(proposal=one, into=two, reason="r", by=zoe)
    move(made, "vote")
    with pytest.raises(NotAllowed):
        actions.answer_merge(merge=asked, accepted=True, by=ali)
    assert fresh(one).status == "open"


def test_the_last_author_cannot_leave_and_an_erased_one_does_not_count() -> None:
    made, zoe, ali = edition(), somebody("Zoé"), somebody("Ali")
    one = idea(made, zoe)
    with pytest.raises(Refused, match="seul"):
        actions.leave(proposal=one, by=zoe)
    actions.answer_request(authorship=actions.ask_to_join(proposal=one, by=ali), accepted=True, by=zoe)
    people.erase_person(person=ali, by=ali)
    with pytest.raises(Refused, match="seul"):
        actions.leave(proposal=one, by=zoe)
    assert queries.Sheet(one, None).signed == "Zoé, Une personne"


def test_who_asked_may_take_the_request_back_but_not_grant_it() -> None:
    made, zoe, ali, lea = edition(), somebody("Zoé"), somebody("Ali"), somebody("Léa")
    one = idea(made, zoe)
    asked = actions.ask_to_join(proposal=one, by=ali)
    assert actions.ask_to_join(proposal=one, by=ali) == asked
    for person, accepted in ((ali, True), (lea, True), (lea, False)):
        with pytest.raises(NotAllowed):
            actions.answer_request(authorship=asked, accepted=accepted, by=person)
    actions.answer_request(authorship=asked, accepted=False, by=ali)
    assert authors(one) == {"Zoé"} and Authorship.objects.count() == 1


def test_the_agent_who_typed_cannot_become_author() -> None:
    made, eve, bob = edition(), somebody("Eve", "agent"), somebody("Bob", "agent")
    one = dictated(made, eve)
    with pytest.raises(NotAllowed):
        actions.ask_to_join(proposal=one, by=eve)
    asked = actions.ask_to_join(proposal=one, by=bob)
    with pytest.raises(NotAllowed):
        actions.answer_request(authorship=asked, accepted=True, by=bob)
    assert not authors(one)


def test_an_old_or_orphan_invitation_opens_nothing() -> None:
    made, zoe, ali, lea = edition(), somebody("Zoé"), somebody("Ali"), somebody("Léa")
    one = idea(made, zoe)
    with pytest.raises(NotAllowed):
        actions.invite(proposal=one, by=ali)
    held = queries.invitation_of(actions.invite(proposal=one, by=zoe))
    assert held is not None
    Invitation.objects.update(made_at=timezone.now() - timedelta(days=15))
    with pytest.raises(Refused):
        actions.accept_invitation(invitation=held, by=ali)
    Invitation.objects.update(made_at=timezone.now())
    actions.answer_request(authorship=actions.ask_to_join(proposal=one, by=lea), accepted=True, by=zoe)
    actions.leave(proposal=one, by=zoe)
    with pytest.raises(Refused):
        actions.accept_invitation(invitation=held, by=ali)  # who invited carries it no more
    assert authors(one) == {"Léa"}


def test_authors_may_withdraw_until_the_study_is_over() -> None:
    made, zoe = edition(), somebody("Zoé")
    one, two = idea(made, zoe, "Des bancs"), idea(made, zoe, "Un marché")
    with pytest.raises(Refused):
        actions.withdraw(proposal=one, reason=" ", by=zoe)
    move(made, "study")
    actions.withdraw(proposal=one, reason="Trop cher", by=zoe)
    assert (fresh(one).status, fresh(one).withdrawal.reason) == ("withdrawn", "Trop cher")
    with pytest.raises(NotAllowed):
        actions.withdraw(proposal=one, reason="Encore", by=zoe)
    move(made, "vote")
    with pytest.raises(NotAllowed):
        actions.withdraw(proposal=two, reason="Trop tard", by=zoe)


def test_the_title_of_a_concealed_proposal_does_not_show_where_it_was_merged() -> None:
    made, zoe = edition(), somebody("Zoé")
    one, two = idea(made, zoe, "Une injure en titre"), idea(made, zoe, "Un marché")
    assert actions.merge(proposal=one, into=two, reason="Même place", by=zoe).accepted_at
    page = two.get_absolute_url()
    assert "Une injure en titre" in Client().get(page).content.decode()
    actions.conceal(proposal=one, reason="Point 3", by=somebody("Juge", "moderator"))
    shown = Client().get(page).content.decode()
    assert "Un marché" in shown and "Une injure en titre" not in shown
    assert "Une injure en titre" in browser(zoe).get(page).content.decode()


def test_the_title_of_a_concealed_proposal_does_not_show_on_the_one_that_joined_it() -> None:
    made, zoe = edition(), somebody("Zoé")
    one, two = idea(made, zoe, "Un marché"), idea(made, zoe, "Une injure en titre")
    actions.merge(proposal=one, into=two, reason="Même place", by=zoe)
    page = one.get_absolute_url()
    assert "Une injure en titre" in Client().get(page).content.decode()
    actions.conceal(proposal=two, reason="Point 3", by=somebody("Juge", "moderator"))
    shown = Client().get(page).content.decode()
    assert two.get_absolute_url() in shown and "Proposition masquée" in shown and "Une injure en titre" not in shown
