"""Reporting, hiding with a reason, appealing; another moderator decides."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from terreau.converse.comments import actions, policies, queries
from terreau.converse.comments.models import Hiding, Report
from terreau.converse.comments.tests.sayings import KIND, person, say, thing
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.models import Event
from terreau.trust.people.enums import Role

pytestmark = pytest.mark.django_db


def test_anybody_reports_and_one_person_once() -> None:
    made = say(person("Lucie"))
    actions.report_comment(comment=made, reason="insult", text="", by=None)
    karim = person("Karim")
    one = actions.report_comment(comment=made, reason="advert", text="", by=karim)
    assert actions.report_comment(comment=made, reason="insult", text="", by=karim).pk == one.pk
    assert Report.objects.count() == 2
    assert not Event.objects.filter(name="comments.comment_reported", public=True).exists()


def test_only_moderators_keep_or_hide() -> None:
    made = say(person("Lucie"))
    for who in (person("Karim"), person("Nadia", Role.CONNECTOR), person("Agent", Role.AGENT)):
        with pytest.raises(NotAllowed):
            actions.hide_comments(comments=[made], reason="insult", note="", by=who)
        with pytest.raises(NotAllowed):
            actions.keep_comments(comments=[made], by=who)
    assert not Hiding.objects.exists()


def test_kept_comments_leave_the_queue() -> None:
    made = say(person("Lucie"))
    actions.report_comment(comment=made, reason="insult", text="", by=None)
    assert [one.pk for one in queries.queue()] == [made.pk]
    actions.keep_comments(comments=[made], by=person("Solène", Role.MODERATOR))
    assert queries.queue() == []
    assert Report.objects.get().outcome == "kept"


def test_what_is_hidden_says_why_and_its_words_are_not_shown() -> None:
    lucie, solene = person("Lucie"), person("Solène", Role.MODERATOR)
    made = say(lucie, "Imbécile")
    with pytest.raises(Refused):
        actions.hide_comments(comments=[made], reason="", note="", by=solene)
    assert actions.hide_comments(comments=[made], reason="insult", note="Parlez de l’idée.", by=solene) == 1
    assert actions.hide_comments(comments=[made], reason="insult", note="", by=solene) == 0
    talk = queries.talk(KIND, "1", lucie)
    assert talk is not None
    assert talk.said[0].gone
    assert not talk.said[0].editable


def test_its_author_appeals_once_and_another_moderator_decides() -> None:
    lucie, solene, maud = person("Lucie"), person("Solène", Role.MODERATOR), person("Maud", Role.ADMINISTRATOR)
    made = say(lucie)
    actions.hide_comments(comments=[made], reason="elsewhere", note="", by=solene)
    hiding = Hiding.objects.get()
    with pytest.raises(NotAllowed):
        actions.appeal_hiding(hiding=hiding, text="Je proteste", by=person("Karim"))
    actions.appeal_hiding(hiding=hiding, text="C’est le sujet même.", by=lucie)
    with pytest.raises(NotAllowed):
        actions.appeal_hiding(hiding=hiding, text="Encore", by=lucie)
    with pytest.raises(NotAllowed):
        actions.decide_appeal(hiding=hiding, shown=True, by=solene)
    actions.decide_appeal(hiding=hiding, shown=True, by=maud)
    with pytest.raises(Refused):
        actions.decide_appeal(hiding=hiding, shown=False, by=maud)
    made.refresh_from_db()
    assert not policies.is_gone(type(made).objects.select_related("hiding").get(pk=made.pk))


def test_the_database_refuses_a_moderator_who_judges_alone() -> None:
    solene = person("Solène", Role.MODERATOR)
    actions.hide_comments(comments=[say(person("Lucie"))], reason="insult", note="", by=solene)
    for change in (
        {"appeal": "Non", "decided_at": timezone.now(), "decided_by": solene},  # the same one decides
        {"shown": True},  # shown without a decision
        {"decided_at": timezone.now()},  # decided without an appeal
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Hiding.objects.update(**change)


def test_moderators_are_told_what_waits() -> None:
    solene = person("Solène", Role.MODERATOR)
    assert queries.duties(solene) == []
    actions.report_comment(comment=say(person("Lucie")), reason="insult", text="", by=None)
    assert [duty.count for duty in queries.duties(solene)] == [1]
    assert queries.duties(person("Karim")) == []


def test_the_subject_that_went_takes_its_comments_out_of_sight() -> None:
    made = say(person("Lucie"))
    thing(visible=False)
    assert queries.comment_at(made.pk, person("Solène", Role.MODERATOR)) is None


def test_what_a_second_moderator_showed_is_not_hidden_again() -> None:
    lucie, solene, maud = person("Lucie"), person("Solène", Role.MODERATOR), person("Maud", Role.ADMINISTRATOR)
    made = say(lucie)
    actions.hide_comments(comments=[made], reason="elsewhere", note="", by=solene)
    actions.appeal_hiding(hiding=Hiding.objects.get(), text="C’est le sujet même.", by=lucie)
    actions.decide_appeal(hiding=Hiding.objects.get(), shown=True, by=maud)
    actions.report_comment(comment=made, reason="insult", text="", by=None)
    with pytest.raises(Refused, match="second modérateur"):
        actions.hide_comments(comments=[made], reason="insult", note="", by=solene)
    assert Report.objects.get().outcome == ""
