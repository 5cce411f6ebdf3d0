"""Reporting, hiding with a reason, appealing; another moderator decides."""

from functools import partial

import pytest

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
    solene = person("Solène", Role.MODERATOR)
    assert [one.comment.pk for one in queries.queue(solene)[1]] == [made.pk]
    assert actions.keep_comments(comments=[made], by=solene) == 1
    assert actions.keep_comments(comments=[made], by=solene) == 0
    assert Event.objects.filter(name="comments.comments_kept").count() == 1
    assert queries.queue(solene)[1] == []
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


def test_a_visitor_who_clicks_twice_reports_once_and_two_visitors_report_twice() -> None:
    made = say(person("Lucie"))
    for text in ("Il me vise", "Il me vise", "Moi aussi"):
        actions.report_comment(comment=made, reason="insult", text=text, by=None)
    assert Report.objects.count() == 2
    assert set(Event.objects.filter(name="comments.comment_reported").values_list("role", flat=True)) == {"visitor"}


def test_what_is_no_longer_shown_is_not_reported() -> None:
    lucie = person("Lucie")
    made = say(lucie)
    actions.remove_comment(comment=made, by=lucie)
    with pytest.raises(Refused):
        actions.report_comment(comment=made, reason="insult", text="", by=None)


def test_what_is_taken_back_leaves_the_queue_the_duties_and_the_appeals() -> None:
    lucie, solene, maud = person("Lucie"), person("Solène", Role.MODERATOR), person("Maud", Role.MODERATOR)
    reported, hidden = say(lucie, "Un"), say(lucie, "Deux")
    actions.report_comment(comment=reported, reason="insult", text="", by=None)
    actions.hide_comments(comments=[hidden], reason="insult", note="", by=solene)
    actions.appeal_hiding(hiding=Hiding.objects.get(), text="Non", by=lucie)
    assert len(queries.duties(maud)) == 2
    for one in (reported, hidden):
        actions.remove_comment(comment=one, by=lucie)
    assert (queries.queue(maud)[1], queries.appeals(maud), queries.duties(maud)) == ([], [], [])
    assert actions.hide_comments(comments=[reported], reason="insult", note="", by=maud) == 0


def test_moderators_do_not_judge_their_own_words() -> None:
    solene, maud = person("Solène", Role.MODERATOR), person("Maud", Role.MODERATOR)
    made = say(solene)
    actions.report_comment(comment=made, reason="insult", text="", by=None)
    assert queries.duties(solene) == []
    for act in (actions.keep_comments, partial(actions.hide_comments, reason="hate", note="")):
        with pytest.raises(NotAllowed):
            act(comments=[made], by=solene)
    actions.hide_comments(comments=[made], reason="hate", note="", by=maud)
    hiding = Hiding.objects.get()
    actions.appeal_hiding(hiding=hiding, text="Je suis modératrice", by=solene)
    with pytest.raises(NotAllowed):
        actions.decide_appeal(hiding=hiding, shown=True, by=solene)
    assert [row.mine for row in queries.appeals(solene)] == [False]
    assert [row.mine for row in queries.appeals(person("Max", Role.ADMINISTRATOR))] == [True]


def test_what_two_moderators_decided_to_show_is_not_hidden_again() -> None:
    lucie, solene, maud = person("Lucie"), person("Solène", Role.MODERATOR), person("Maud", Role.MODERATOR)
    made, other = say(lucie), say(lucie, "Autre")
    actions.hide_comments(comments=[made], reason="elsewhere", note="", by=solene)
    actions.appeal_hiding(hiding=Hiding.objects.get(), text="Non", by=lucie)
    actions.decide_appeal(hiding=Hiding.objects.get(), shown=True, by=maud)
    actions.report_comment(comment=made, reason="insult", text="", by=None)
    with pytest.raises(Refused, match="appel"):
        actions.hide_comments(comments=[other, made], reason="insult", note="", by=solene)
    assert not policies.is_gone(type(made).objects.get(pk=other.pk)), "nothing is half done"
    assert not Report.objects.filter(outcome="hidden").exists()
    assert actions.keep_comments(comments=[made], by=solene) == 1


def test_too_many_words_are_refused_rather_than_cut() -> None:
    lucie, solene = person("Lucie"), person("Solène", Role.MODERATOR)
    made = say(lucie)
    with pytest.raises(Refused, match="300"):
        actions.hide_comments(comments=[made], reason="insult", note="x" * 301, by=solene)
    actions.hide_comments(comments=[made], reason="insult", note="", by=solene)
    with pytest.raises(Refused, match="600"):
        actions.appeal_hiding(hiding=Hiding.objects.get(), text="x" * 601, by=lucie)
    assert Hiding.objects.get().appeal == ""


def test_a_moderator_with_a_mailbox_alone_is_told_what_is_missing() -> None:
    solene = person("Solène", Role.MODERATOR)
    solene.strong = False
    assert not policies.can_moderate(solene)
    with pytest.raises(NotAllowed) as told:
        policies.check_can_moderate(solene)
    assert "modérateurs" not in told.value.sentence


def test_moderators_read_nothing_of_a_subject_that_they_may_not_see() -> None:
    solene = person("Solène", Role.MODERATOR)
    actions.report_comment(comment=say(person("Lucie")), reason="insult", text="", by=None)
    assert [row.subject is None for row in queries.queue(solene)[1]] == [False]
    thing(visible=False)
    assert [row.subject is None for row in queries.queue(solene)[1]] == [True]
