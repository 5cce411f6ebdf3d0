"""Two clicks and two windows at the same instant."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from terreau.converse.comments import actions
from terreau.converse.comments.models import Comment, Helpful, Hiding, Report
from terreau.converse.comments.tests.sayings import KIND, person, say, thing
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event
from terreau.trust.people.enums import Role

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6


def together(work: Callable[[int], object]) -> list[object]:
    """What each thread got, a refusal included; an error of the database is one."""
    got: list[object] = [None] * HANDS
    start = threading.Barrier(HANDS)

    def one(rank: int) -> None:
        start.wait()
        try:
            got[rank] = work(rank)
        except Exception as trouble:
            got[rank] = trouble
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(rank,)) for rank in range(HANDS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return got


def test_the_same_words_in_six_windows_are_one_comment_of_a_new_thread() -> None:
    lucie, subject = person("Lucie"), thing()
    got = together(lambda _rank: actions.comment(subject=subject, kind=KIND, key="1", text="Oui", by=lucie).pk)
    assert len(set(got)) == 1 and Comment.objects.count() == 1
    assert Event.objects.filter(name="comments.comment_made").count() == 1


def test_the_same_words_in_six_windows_are_one_comment_of_an_old_thread() -> None:
    lucie, top = person("Lucie"), say(person("Karim"), "Non")
    got = together(lambda _rank: say(lucie, "Oui").pk)
    assert len(set(got)) == 1 and Comment.objects.exclude(pk=top.pk).count() == 1
    got = together(lambda _rank: say(lucie, "Pourquoi ?", parent=top).pk)
    assert len(set(got)) == 1 and top.replies.count() == 1


def test_a_mark_pressed_six_times_counts_once() -> None:
    made, karim = say(person("Lucie")), person("Karim")
    assert together(lambda _rank: actions.mark_helpful(comment=made, wanted=True, by=karim)) == [None] * HANDS
    assert Comment.objects.get().helpful == Helpful.objects.count() == 1


def test_six_people_who_find_it_helpful_are_six() -> None:
    made, crowd = say(person("Lucie")), [person(f"P{n}") for n in range(HANDS)]
    together(lambda rank: actions.mark_helpful(comment=made, wanted=True, by=crowd[rank]))
    assert Comment.objects.get().helpful == Helpful.objects.count() == HANDS


def test_a_report_sent_six_times_waits_once() -> None:
    made, karim = say(person("Lucie")), person("Karim")
    got = together(lambda rank: actions.report_comment(comment=made, reason="hate", text=str(rank), by=karim).pk)
    assert len(set(got)) == 1 and Report.objects.count() == 1


def test_six_moderators_hide_once_and_one_hiding_stands() -> None:
    made, hands = say(person("Lucie")), [person(f"M{n}", Role.MODERATOR) for n in range(HANDS)]
    got = together(lambda rank: actions.hide_comments(comments=[made], reason="insult", note=str(rank), by=hands[rank]))
    assert sorted(got) == [0] * (HANDS - 1) + [1]
    assert Hiding.objects.count() == Event.objects.filter(name="comments.comments_hidden").count() == 1


def test_one_appeal_and_one_decision_among_six() -> None:
    lucie, hands = person("Lucie"), [person(f"M{n}", Role.MODERATOR) for n in range(HANDS)]
    actions.hide_comments(comments=[say(lucie)], reason="hate", note="", by=person("Max", Role.MODERATOR))
    hiding = Hiding.objects.get()
    got = together(lambda rank: actions.appeal_hiding(hiding=hiding, text=f"Non {rank}", by=lucie))
    assert sum(isinstance(each, Refused) for each in got) == HANDS - 1
    got = together(lambda rank: actions.decide_appeal(hiding=hiding, shown=rank % 2 == 0, by=hands[rank]))
    assert sum(isinstance(each, Refused) for each in got) == HANDS - 1
