"""Saying, replying, correcting, taking back, finding helpful."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.utils import timezone

from terreau.converse.comments import actions, queries
from terreau.converse.comments.models import Comment, Helpful, Wording
from terreau.converse.comments.rules import LONGEST
from terreau.converse.comments.tests.sayings import KIND, person, say, thing
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.models import Event

pytestmark = pytest.mark.django_db


def test_a_comment_takes_a_side_and_is_written_in_the_journal() -> None:
    made = say(person("Lucie"), stance="for")
    assert (made.stance, made.parent, made.thread.kind) == ("for", None, KIND)
    assert Event.objects.filter(name="comments.comment_made", object_id=str(made.pk)).count() == 1


def test_the_same_words_sent_twice_are_said_once() -> None:
    lucie = person("Lucie")
    assert say(lucie).pk == say(lucie, "  Cela dure trente ans. ").pk
    assert say(person("Karim")).pk != say(lucie).pk


def test_without_an_account_nothing_is_said() -> None:
    with pytest.raises(NotAllowed):
        actions.comment(subject=thing(), kind=KIND, key="1", text="Bonjour", by=AnonymousUser())


def test_once_the_talk_is_over_nothing_is_said() -> None:
    with pytest.raises(NotAllowed, match="passé"):
        actions.comment(
            subject=thing(why_not="Le temps est passé."), kind=KIND, key="1", text="Non", by=person("Lucie")
        )


@pytest.mark.parametrize("text", ["", "   \n ", "x" * (LONGEST + 1)])
def test_nothing_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        say(person("Lucie"), text)
    assert not Comment.objects.exists()


def test_a_reply_takes_no_side_and_a_reply_to_it_stands_beside_it() -> None:
    top = say(person("Lucie"), stance="against")
    reply = say(person("Karim"), "Pourquoi ?", parent=top, stance="for")
    again = say(person("Nadia"), "Oui, pourquoi ?", parent=reply)
    assert (reply.stance, reply.parent, again.parent) == ("", top, top)


def test_a_reply_goes_to_its_own_thread_only() -> None:
    top = say(person("Lucie"))
    with pytest.raises(Refused):
        actions.comment(subject=thing(), kind=KIND, key="2", text="Ailleurs", by=person("Karim"), parent=top)


def test_one_corrects_ones_own_words_for_a_quarter_of_an_hour() -> None:
    lucie = person("Lucie")
    made = say(lucie)
    actions.edit_comment(comment=made, text="Cela dure vingt ans.", by=lucie)
    assert Comment.objects.get().text == "Cela dure vingt ans."
    assert Wording.objects.get().text == "Cela dure trente ans."
    with pytest.raises(NotAllowed):
        actions.edit_comment(comment=made, text="Non", by=person("Karim"))
    Comment.objects.update(made_at=timezone.now() - timedelta(minutes=16))
    with pytest.raises(NotAllowed):
        actions.edit_comment(comment=made, text="Trop tard", by=lucie)


def test_what_is_taken_back_is_erased_with_its_earlier_words_and_its_replies_stay() -> None:
    lucie, karim = person("Lucie"), person("Karim")
    made = say(lucie)
    actions.edit_comment(comment=made, text="Autrement dit", by=lucie)
    say(karim, "Je réponds", parent=made)
    with pytest.raises(NotAllowed):
        actions.remove_comment(comment=made, by=karim)
    actions.remove_comment(comment=made, by=lucie)
    actions.remove_comment(comment=made, by=lucie)
    talk = queries.talk(KIND, "1", karim)
    assert talk is not None
    assert (talk.said[0].gone, len(talk.said[0].replies)) == (True, 1)
    assert not Wording.objects.exists()
    assert "trente" not in Comment.objects.get(pk=made.pk).text
    with pytest.raises(Refused):
        say(karim, "Encore", parent=made)


def test_a_mark_of_help_counts_once_and_is_taken_back_by_the_same_press() -> None:
    lucie, karim = person("Lucie"), person("Karim")
    made = say(lucie)
    actions.mark_helpful(comment=made, by=karim)
    assert Comment.objects.get().helpful == Helpful.objects.count() == 1
    actions.mark_helpful(comment=made, by=karim)
    assert Comment.objects.get().helpful == Helpful.objects.count() == 0
    with pytest.raises(Refused):
        actions.mark_helpful(comment=made, by=lucie)


def test_the_most_helpful_come_first_or_the_newest() -> None:
    lucie, karim = person("Lucie"), person("Karim")
    first, second = say(lucie, "Un", stance="for"), say(karim, "Deux", stance="for")
    actions.mark_helpful(comment=first, by=karim)
    by_help, by_age = queries.talk(KIND, "1", karim), queries.talk(KIND, "1", karim, sort="new")
    assert by_help is not None
    assert by_age is not None
    assert [one.comment.pk for one in by_help.side("for")] == [first.pk, second.pk]
    assert [one.comment.pk for one in by_age.side("for")] == [second.pk, first.pk]
    assert by_help.counts == {"for": 2}


@pytest.mark.parametrize("count", [5, 60])
def test_a_page_takes_the_same_queries_however_much_is_said(count: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    people = [person(f"P{n}") for n in range(6)]
    for n in range(count):
        top = say(people[n % 6], f"Avis {n}", stance=("for", "against", "")[n % 3])
        say(people[(n + 1) % 6], f"Réponse {n}", parent=top)
    thing()
    with django_assert_num_queries(4):
        talk = queries.talk(KIND, "1", people[0])
        assert talk is not None
        assert talk.total == count
        assert all(reply.own in (True, False) for one in talk.said for reply in one.replies)


def test_what_nobody_may_see_has_no_comments() -> None:
    made = say(person("Lucie"))
    thing(visible=False)
    assert queries.talk(KIND, "1", None) is None
    assert queries.comment_at(made.pk, None) is None
    assert queries.talk("unknown.kind", "1", None) is None


@pytest.mark.parametrize(
    "change",
    [{"text": ""}, {"stance": "for"}],
)
def test_the_database_refuses_what_is_no_comment(change: dict[str, str]) -> None:
    top = say(person("Lucie"))
    reply = say(person("Karim"), "Oui", parent=top)
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.filter(pk=reply.pk).update(**change)
