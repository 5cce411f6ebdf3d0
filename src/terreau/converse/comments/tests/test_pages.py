"""Each address of comments, for each who may and may not."""

import pytest
from django.test import Client
from tests.cast import Town

from terreau.converse.comments import actions
from terreau.converse.comments.models import Comment, Hiding, Report
from terreau.converse.comments.tests.sayings import KIND, say, thing

pytestmark = pytest.mark.django_db
TALK = f"/comments/about/{KIND}/1/"


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


def test_others_neither_correct_nor_take_back_nor_hide(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    for who in ("visitor", "connector", "agent"):
        client = town.client(who)
        assert client.get(f"/comments/{made.pk}/form/").status_code == 403
        assert client.post(f"/comments/{made.pk}/removal/").status_code == 403
        assert client.post(f"/comments/{made.pk}/appeal/", {"text": "x"}).status_code == 404
        assert client.get("/comments/queue/").status_code == 403
        assert client.post("/comments/queue/", {"comment": made.pk, "reason": "insult"}).status_code == 403
    assert Comment.objects.get().text == made.text


def test_its_author_corrects_and_everybody_may_read_what_it_said(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    assert town.client("member").post(f"/comments/{made.pk}/form/", {"text": "Vingt ans."}).status_code == 302
    assert "Cela dure trente ans." in town.client("visitor").get(f"/comments/{made.pk}/wordings/").content.decode()
    assert town.client("member").post(f"/comments/{made.pk}/removal/").status_code == 302
    assert town.client("visitor").get(f"/comments/{made.pk}/wordings/").status_code == 404


def test_a_visitor_reports_and_a_moderator_hides_with_a_reason(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    visitor, moderator = town.client("visitor"), town.client("moderator")
    assert visitor.post(f"/comments/{made.pk}/report/", {"reason": "insult"}).status_code == 302
    assert visitor.post(f"/comments/{made.pk}/report/", {"reason": "because"}).status_code == 422
    assert Report.objects.count() == 1
    assert moderator.post("/comments/queue/", {"reason": "insult"}).status_code == 409
    assert moderator.post("/comments/queue/", {"comment": made.pk, "reason": "insult"}).status_code == 302
    page = visitor.get(TALK).content.decode()
    assert "Cela dure trente ans." not in page
    assert "Injure" in page
    assert visitor.get(f"/comments/{made.pk}/report/").status_code == 404
    assert "Injure" in visitor.get("/comments/charter/").content.decode()


def test_an_appeal_goes_to_another_moderator(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    actions.hide_comments(comments=[made], reason="insult", note="", by=town.people["moderator"])
    assert town.client("member").post(f"/comments/{made.pk}/appeal/", {"text": "Non"}).status_code == 302
    place = f"/comments/appeals/{Hiding.objects.get().pk}/"
    assert town.client("moderator").post(place, {"shown": "1"}).status_code == 403
    assert town.client("administrator").post(place, {"shown": "1"}).status_code == 302
    assert "Cela dure trente ans." in town.client("visitor").get(TALK).content.decode()


def test_a_flood_waits_its_turn(town: Town) -> None:
    thing()
    client = town.client("member")
    codes = [client.post(TALK, {"text": f"Avis {n}", "stance": ""}).status_code for n in range(12)]
    assert 429 in codes
    assert Comment.objects.count() < 12


def test_a_forged_form_is_refused(town: Town) -> None:
    thing()
    client = Client(enforce_csrf_checks=True)
    assert client.post(TALK, {"text": "Oui"}).status_code == 403


def test_ones_own_comments_are_in_ones_own_data(town: Town) -> None:
    thing()
    say(town.people["member"], "Ceci est à moi.")
    assert "Ceci est à moi." in town.client("member").get("/account/my-data/").content.decode()
