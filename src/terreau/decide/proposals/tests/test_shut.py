"""What a reader of the code found about proposals, and what shut it."""

import pytest
from django.test import Client

from terreau.converse.comments.subjects import subject
from terreau.decide.proposals import actions, tasks
from terreau.decide.proposals.models import Notice, Support
from terreau.decide.proposals.tests.ideas import browser, edition, idea, move, somebody
from terreau.trust.audit.actions import record

pytestmark = pytest.mark.django_db


def test_news_can_be_stopped_long_after_the_time_of_support(client: Client) -> None:
    made = edition()
    one, fan = idea(made, somebody("Auteur")), somebody("Fan")
    actions.support(proposal=one, by=fan)
    move(made, "vote")
    path = f"/budgets/{made.slug}/proposals/{one.number}/support/news/"
    assert "Ne plus recevoir de nouvelles" in browser(fan).get(one.get_absolute_url()).content.decode()
    assert browser(fan).post(path).status_code == 302
    assert not Support.objects.get().told
    assert browser(fan).post(path, {"told": "1"}).status_code == 302
    assert Support.objects.get().told
    assert client.post(path).status_code == 302  # to sign in
    assert browser(somebody("Autre")).post(path, {"told": "1"}).status_code == 302
    assert Support.objects.count() == 1


def test_a_second_refusal_is_told_as_the_first_was() -> None:
    made = edition()
    author = somebody("Auteur")
    one = idea(made, author)
    type(one).objects.filter(pk=one.pk).update(status="refused")
    for _time in range(2):
        event = record("proposals.study_checked", by=None, on=one)
        tasks.note(one.pk, None, "", event.pk)
        tasks.note(one.pk, None, "", event.pk)
    assert Notice.objects.filter(person=author, news="refused").count() == 2


@pytest.mark.parametrize("written", ["0{n}", "00{n}", "{n} ", "²", "٧", ""])
def test_one_proposal_has_one_thread_however_its_number_is_written(written: str) -> None:
    one = idea(edition(), somebody("Auteur"))
    assert subject("proposals.proposal", str(one.pk), None) is not None
    assert subject("proposals.proposal", written.format(n=one.pk), None) is None
