"""Saying, replying, correcting, taking back, finding helpful."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from terreau.converse.comments import actions, queries
from terreau.converse.comments.models import Comment, Helpful, Hiding, Wording
from terreau.converse.comments.rules import LONGEST, TWICE
from terreau.converse.comments.tests.sayings import KIND, person, say, thing
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.models import Event
from terreau.trust.people import actions as people
from terreau.trust.people.enums import Role

pytestmark = pytest.mark.django_db


def test_a_comment_takes_a_side_and_is_written_in_the_journal() -> None:
    made = say(person("Lucie"), stance="for")
    assert (made.stance, made.parent, made.thread.kind) == ("for", None, KIND)
    assert Event.objects.filter(name="comments.comment_made", object_id=str(made.pk)).count() == 1


def test_the_same_words_sent_twice_are_said_once() -> None:
    lucie = person("Lucie")
    assert say(lucie).pk == say(lucie, "  Cela dure trente ans. ").pk
    assert say(person("Karim")).pk != say(lucie).pk


def test_what_was_taken_back_can_be_said_again_and_is_nobodys_twin() -> None:
    lucie = person("Lucie")
    made = say(lucie)
    actions.remove_comment(comment=made, by=lucie)
    assert say(lucie).pk != made.pk
    assert say(lucie, Comment.objects.get(pk=made.pk).text).pk != made.pk


def test_the_same_words_are_said_again_later_or_elsewhere() -> None:
    lucie = person("Lucie")
    first = say(lucie)
    assert say(lucie, parent=first).pk != first.pk
    Comment.objects.update(made_at=timezone.now() - TWICE - timedelta(seconds=1))
    assert say(lucie).pk != first.pk


def test_without_an_account_nothing_is_said() -> None:
    with pytest.raises(NotAllowed):
        actions.comment(subject=thing(), kind=KIND, key="1", text="Bonjour", by=AnonymousUser())


def test_once_the_talk_is_over_nothing_is_said() -> None:
    with pytest.raises(NotAllowed, match="passé"):
        actions.comment(
            subject=thing(why_not="Le temps est passé."), kind=KIND, key="1", text="Non", by=person("Lucie")
        )


@pytest.mark.parametrize("text", ["", "   \n ", "#", "[](https://a.example/)", "x" * (LONGEST + 1)])
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


def test_a_mark_of_help_counts_once_and_can_be_taken_back() -> None:
    lucie, karim = person("Lucie"), person("Karim")
    made = say(lucie)
    for _click in range(2):
        actions.mark_helpful(comment=made, wanted=True, by=karim)
        assert Comment.objects.get().helpful == Helpful.objects.count() == 1
    for _click in range(2):
        actions.mark_helpful(comment=made, wanted=False, by=karim)
        assert Comment.objects.get().helpful == Helpful.objects.count() == 0
    with pytest.raises(Refused):
        actions.mark_helpful(comment=made, wanted=True, by=lucie)
    with pytest.raises(NotAllowed):
        actions.mark_helpful(comment=made, wanted=True, by=AnonymousUser())


def test_the_journal_does_not_say_who_found_what_helpful() -> None:
    actions.mark_helpful(comment=say(person("Lucie")), wanted=True, by=person("Karim"))
    assert Event.objects.get(name="comments.help_told").by_id is None


def test_the_most_helpful_come_first_or_the_newest() -> None:
    lucie, karim = person("Lucie"), person("Karim")
    first, second = say(lucie, "Un", stance="for"), say(karim, "Deux", stance="for")
    actions.mark_helpful(comment=first, wanted=True, by=karim)
    by_help, by_age = queries.talk(KIND, "1", karim), queries.talk(KIND, "1", karim, sort="new")
    assert by_help is not None
    assert by_age is not None
    assert [one.comment.pk for one in by_help.side("for")] == [first.pk, second.pk]
    assert [one.comment.pk for one in by_age.side("for")] == [second.pk, first.pk]
    assert by_help.counts == {"for": 2}


def test_what_nobody_may_see_has_no_comments() -> None:
    made = say(person("Lucie"))
    thing(visible=False)
    assert queries.talk(KIND, "1", None) is None
    assert queries.comment_at(made.pk, None) is None
    assert queries.talk("unknown.kind", "1", None) is None


def test_what_was_taken_back_or_hidden_counts_for_no_side() -> None:
    lucie, karim = person("Lucie"), person("Karim")
    gone, hidden, back = (say(lucie, text, stance="for") for text in ("Un", "Deux", "Trois"))
    say(karim, "Quatre", stance="against")
    actions.remove_comment(comment=gone, by=lucie)
    actions.hide_comments(comments=[hidden, back], reason="advert", note="", by=person("Max", Role.MODERATOR))
    hiding = Hiding.objects.get(comment=back)
    actions.appeal_hiding(hiding=hiding, text="Non", by=lucie)
    actions.decide_appeal(hiding=hiding, shown=True, by=person("Maud", Role.MODERATOR))
    talk = queries.talk(KIND, "1", karim)
    assert talk is not None
    assert (talk.counts, talk.total, len(talk.said)) == ({"for": 1, "against": 1}, 2, 4)


@pytest.mark.parametrize("sort", ["help", "new"])
def test_the_address_of_a_comment_is_the_page_where_it_is_read(sort: str) -> None:
    lucie, karim = person("Lucie"), person("Karim")
    made = [say(lucie, f"Avis {n}") for n in range(45)]
    for one in made[::4]:
        actions.mark_helpful(comment=one, wanted=True, by=karim)
    reply = say(karim, "Oui", parent=made[2])
    for one in [*made, reply]:
        page = parse_qs(urlsplit(queries.address_of(one, thing(), sort)).query).get("page", ["1"])[0]
        talk = queries.talk(KIND, "1", None, sort=sort, page=page)
        assert talk is not None
        assert (one.parent_id or one.pk) in [said.comment.pk for said in talk.said]


def test_authors_and_those_who_answer_for_the_town_wear_a_mark() -> None:
    lucie, karim, claire = person("Lucie"), person("Karim"), person("Claire")
    for who in (lucie, karim, claire):
        say(who, who.name)
    thing(speakers=frozenset({lucie.pk}), officials=frozenset({claire.pk}))
    talk = queries.talk(KIND, "1", None)
    assert talk is not None
    assert {(one.comment.text, one.speaks, one.official) for one in talk.said} == {
        ("Lucie", True, False), ("Karim", False, False), ("Claire", False, True),
    }  # fmt: skip


def test_what_an_erased_person_said_stays_without_a_name() -> None:
    lucie = person("Lucie")
    say(lucie)
    people.erase_person(person=lucie, by=lucie)
    talk = queries.talk(KIND, "1", None)
    assert talk is not None
    assert (talk.said[0].comment.text, str(talk.said[0].comment.made_by)) == ("Cela dure trente ans.", "Une personne")
    with pytest.raises(NotAllowed):
        actions.comment(subject=thing(), kind=KIND, key="1", text="Encore", by=lucie)


def test_words_that_a_moderator_judged_are_not_corrected_afterwards() -> None:
    lucie = person("Lucie")
    made = say(lucie)
    actions.hide_comments(comments=[made], reason="insult", note="", by=person("Max", Role.MODERATOR))
    with pytest.raises(NotAllowed):
        actions.edit_comment(comment=made, text="Doux", by=lucie)
    hiding = Hiding.objects.get()
    actions.appeal_hiding(hiding=hiding, text="Non", by=lucie)
    actions.decide_appeal(hiding=hiding, shown=True, by=person("Maud", Role.MODERATOR))
    with pytest.raises(NotAllowed):
        actions.edit_comment(comment=made, text="Une injure, cette fois", by=lucie)
