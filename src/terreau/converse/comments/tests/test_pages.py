"""Pages where one speaks: what is sent, what comes back, where one comes back to."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import Town

from terreau.converse.comments import actions
from terreau.converse.comments.models import Comment
from terreau.converse.comments.tests.sayings import KIND, TALK, said, say, thing
from terreau.trust.people import actions as people

pytestmark = pytest.mark.django_db


def test_somebody_with_an_account_says_something(town: Town) -> None:
    thing()
    answer = town.client("member").post(TALK, {"text": "Oui", "stance": "for"})
    made = Comment.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/ui/#comment-{made.pk}")
    assert town.client("visitor").post(TALK, {"text": "Oui", "stance": "for"}).status_code == 403
    assert Comment.objects.count() == 1


def test_words_that_are_too_many_are_kept_in_the_form(town: Town) -> None:
    thing()
    answer = town.client("member").post(TALK, {"text": "mot " * 600, "stance": ""})
    assert answer.status_code == 422
    assert b"mot mot mot" in answer.content


def test_an_unknown_thing_has_no_page(town: Town) -> None:
    thing()
    assert town.client("member").get("/comments/about/who.knows/1/").status_code == 404
    assert town.client("member").get(f"/comments/about/{KIND}/2/").status_code == 404
    thing(visible=False)
    assert town.client("administrator").get(TALK).status_code == 404


def test_html_and_scripts_are_only_words(town: Town) -> None:
    thing()
    say(
        town.people["member"],
        "<script>alert(1)</script> **gras** [lien](https://exemple.example) [x](javascript:alert(1))",
    )
    page = town.client("visitor").get(TALK).content.decode()
    assert "<script>alert" not in page
    assert "<strong>gras</strong>" in page
    assert "nofollow" in page
    assert 'href="javascript' not in page


def test_its_author_corrects_and_everybody_may_read_what_it_said(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    assert town.client("member").post(f"/comments/{made.pk}/form/", {"text": "Vingt ans."}).status_code == 302
    assert "Cela dure trente ans." in town.client("visitor").get(f"/comments/{made.pk}/wordings/").content.decode()
    assert town.client("member").post(f"/comments/{made.pk}/removal/").status_code == 302
    assert town.client("visitor").get(f"/comments/{made.pk}/wordings/").status_code == 404


def test_ones_own_comments_are_in_ones_own_data(town: Town) -> None:
    thing()
    say(town.people["member"], "Ceci est à moi.")
    assert "Ceci est à moi." in town.client("member").get("/account/my-data/").content.decode()


@pytest.mark.parametrize("text", ["", "a\x00b", "x" * 1501])
@pytest.mark.parametrize("place", [TALK, "/comments/{pk}/reply/", "/comments/{pk}/form/"])
def test_words_that_cannot_be_kept_come_back_with_a_sentence(town: Town, place: str, text: str) -> None:
    thing()
    made = say(town.people["member"])
    answer = town.client("member").post(place.format(pk=made.pk), {"text": text})
    assert answer.status_code == 422
    assert "Rien n’est perdu" in said(answer)
    assert Comment.objects.get().text == made.text


def test_an_end_of_line_counts_as_the_browser_counted_it(town: Town) -> None:
    thing()
    lines = "\r\n".join(["x" * 9] * 150)  # 1,499 signs for who types, 1,648 on the wire
    assert town.client("member").post(TALK, {"text": lines}).status_code == 302
    assert "\r" not in Comment.objects.get().text


def test_whoever_corrects_too_late_keeps_the_words(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    Comment.objects.update(made_at=timezone.now() - timedelta(minutes=16))
    answer = town.client("member").post(f"/comments/{made.pk}/form/", {"text": "Des mots longtemps cherchés"})
    assert answer.status_code == 403
    assert "Des mots longtemps cherchés" in said(answer) and "quart d’heure" in said(answer)


def test_one_comes_back_to_the_page_of_the_comment_and_nowhere_else(town: Town) -> None:
    thing()
    crowd = [say(town.people["connector"], f"Avis {n}") for n in range(25)]
    for one in crowd:
        actions.mark_helpful(comment=one, wanted=True, by=town.people["agent"])
    evil = "?next=https://ailleurs.example/&sort=https://ailleurs.example/"
    answer = town.client("member").post(TALK + evil, {"text": "Le dernier", "next": "https://ailleurs.example/"})
    made = Comment.objects.get(text="Le dernier")
    assert answer["Location"] == f"/ui/?page=2#comment-{made.pk}"
    answer = town.client("member").post(f"{TALK}?sort=new", {"text": "Encore un"})
    assert answer["Location"].startswith("/ui/?sort=new#comment-")
    assert town.client("visitor").get(f"/comments/{crowd[0].pk}/")["Location"] == f"/ui/?page=2#comment-{crowd[0].pk}"


def test_ones_own_data_holds_ones_reports_and_marks_and_nothing_of_who_reports_one(town: Town) -> None:
    thing()
    member, connector = town.people["member"], town.people["connector"]
    mine, theirs = say(member, "Ceci est à moi."), say(connector, "Ceci est à elle.")
    actions.mark_helpful(comment=theirs, wanted=True, by=member)
    actions.report_comment(comment=theirs, reason="advert", text="Trois fois la même", by=member)
    actions.report_comment(comment=mine, reason="insult", text="Il me vise", by=connector)
    own = town.client("member").get("/account/my-data/").content.decode()
    assert "comments.helpful.person" in own and "Trois fois la même" in own
    assert "Il me vise" not in own and "Ceci est à elle." not in own


def test_after_erasure_the_words_stay_without_a_name(town: Town) -> None:
    thing()
    say(town.people["member"], "Je pars.")
    name = town.people["member"].name
    assert name in said(town.client("visitor").get(TALK))
    people.erase_person(person=town.people["member"], by=town.people["member"])
    page = said(town.client("visitor").get(TALK))
    assert "Je pars." in page and "Une personne" in page and name not in page
