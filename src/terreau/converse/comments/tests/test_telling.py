"""Authors are told why their words were hidden, and what became of their appeal."""

import pytest
from django.core import mail

from terreau.converse.comments import actions, tasks
from terreau.converse.comments.models import Hiding
from terreau.converse.comments.tests.sayings import person, say, thing
from terreau.trust.audit.models import Event
from terreau.trust.people import actions as people
from terreau.trust.people.enums import Role

pytestmark = pytest.mark.django_db


def tell(name: str) -> list[mail.EmailMessage]:
    """The letters that the last event of this name sends."""
    mail.outbox.clear()
    tasks.tell_authors(Event.objects.filter(name=f"comments.{name}").latest("pk").pk)
    return list(mail.outbox)


def test_one_letter_an_author_says_why_and_where_to_answer() -> None:
    lucie, karim, solene = person("Lucie"), person("Karim"), person("Solène", Role.MODERATOR)
    made = [say(lucie, "Un"), say(karim, "Deux"), say(lucie, "Trois")]
    actions.hide_comments(comments=made, reason="insult", note="Parlez de l’idée.", by=solene)
    letters = {letter.to[0]: letter for letter in tell("comments_hidden")}
    assert set(letters) == {"lucie@essai.example", "karim@essai.example"}
    body = letters["lucie@essai.example"].body
    assert body.count("/appeal/") == 2 and f"/comments/{made[0].pk}/appeal/" in body
    assert "Injure" in body and "Parlez de l’idée." in body and "« Une chose »" in body
    assert "Solène" not in body and letters["lucie@essai.example"].extra_headers["Auto-Submitted"]


@pytest.mark.parametrize(("shown", "words"), [(True, "montré de nouveau"), (False, "il reste masqué")])
def test_the_decision_on_an_appeal_is_told(shown: bool, words: str) -> None:
    lucie = person("Lucie")
    actions.hide_comments(comments=[say(lucie)], reason="hate", note="", by=person("Max", Role.MODERATOR))
    actions.appeal_hiding(hiding=Hiding.objects.get(), text="Non", by=lucie)
    actions.decide_appeal(hiding=Hiding.objects.get(), shown=shown, by=person("Maud", Role.MODERATOR))
    (letter,) = tell("appeal_decided")
    assert words in letter.body


def test_nothing_is_written_to_who_left_took_it_back_or_has_no_address() -> None:
    lucie, karim, desk, solene = person("Lucie"), person("Karim"), person("Ali"), person("Solène", Role.MODERATOR)
    desk.email = f"ali{people.persons.NO_ADDRESS}"
    desk.save()
    made = [say(lucie, "Un"), say(karim, "Deux"), say(desk, "Trois")]
    actions.hide_comments(comments=made, reason="insult", note="", by=solene)
    actions.remove_comment(comment=made[1], by=karim)
    people.erase_person(person=lucie, by=lucie)
    assert tell("comments_hidden") == []


def test_a_letter_names_nothing_that_its_reader_may_not_see_any_more() -> None:
    actions.hide_comments(comments=[say(person("Lucie"))], reason="hate", note="", by=person("Max", Role.MODERATOR))
    thing(visible=False)
    (letter,) = tell("comments_hidden")
    assert "Une chose" not in letter.body
