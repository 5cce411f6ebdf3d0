"""Pages where one reports, judges, contests."""

import pytest
from tests.cast import Town

from terreau.converse.comments import actions
from terreau.converse.comments.models import Hiding, Report
from terreau.converse.comments.tests.sayings import TALK, WHO, said, say, thing

pytestmark = pytest.mark.django_db


def test_a_visitor_reports_and_a_moderator_hides_with_a_reason(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    visitor, moderator = town.client("visitor"), town.client("moderator")
    assert visitor.post(f"/comments/{made.pk}/report/", {"reason": "insult"}).status_code == 302
    assert visitor.post(f"/comments/{made.pk}/report/", {"reason": "because"}).status_code == 422
    assert Report.objects.count() == 1
    assert moderator.post("/comments/queue/", {"reason": "insult"}).status_code == 409
    assert moderator.post("/comments/queue/", {"comments": made.pk, "reason": "insult"}).status_code == 302
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


def test_what_is_hidden_is_read_by_its_author_alone(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    actions.hide_comments(comments=[made], reason="insult", note="Doucement.", by=town.people["moderator"])
    place = f"/comments/{made.pk}/appeal/"
    assert tuple(town.client(who).get(place).status_code for who in WHO) == (403, 200, 403, 403, 403, 403)
    page = town.client("member").get(place).content.decode()
    assert "Doucement." in page and "Cela dure trente ans." in page and "Injure" in page
    for who in WHO:
        assert "Cela dure trente ans." not in town.client(who).get(TALK).content.decode()


def test_the_author_reads_that_the_hiding_was_confirmed(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    actions.hide_comments(comments=[made], reason="insult", note="", by=town.people["moderator"])
    member = town.client("member")
    place = f"/comments/{made.pk}/appeal/"
    too_long = member.post(place, {"text": "x" * 601})
    assert too_long.status_code == 422 and b"x" * 601 in too_long.content
    assert member.post(place, {"text": "C’est un proverbe"}).status_code == 302
    assert "attend un autre modérateur" in member.get(place).content.decode()
    assert member.post(place, {"text": "Encore"}).status_code == 403
    decision = f"/comments/appeals/{Hiding.objects.get().pk}/"
    assert town.client("connector").post(decision).status_code == 403
    assert town.client("administrator").post(decision).status_code == 302
    assert "a confirmé" in member.get(place).content.decode()
    assert town.client("administrator").post(decision, {"shown": "1"}).status_code == 409
    assert "confirmé par un second modérateur" in town.client("visitor").get("/comments/charter/").content.decode()


def test_several_are_judged_at_once_and_what_was_ticked_is_kept_on_refusal(town: Town) -> None:
    thing()
    some = [say(town.people["member"], f"Avis {n}") for n in range(3)]
    for one in some:
        actions.report_comment(comment=one, reason="advert", text="", by=None)
    moderator = town.client("moderator")
    ticked = {"comments": [some[0].pk, some[1].pk]}
    answer = moderator.post("/comments/queue/", {**ticked, "reason": "advert", "note": "x" * 301})
    assert (answer.status_code, answer.content.decode().count(" checked")) == (409, 2)
    assert not Hiding.objects.exists()
    assert "2 avis masqués" in said(moderator.post("/comments/queue/", {**ticked, "reason": "advert"}, follow=True))
    assert "rien n’a changé" in said(moderator.post("/comments/queue/", {**ticked, "keep": "1"}, follow=True))
    assert "1 avis gardé." in said(
        moderator.post("/comments/queue/", {"comments": some[2].pk, "keep": "1"}, follow=True)
    )
    assert "Rien à relire" in said(moderator.get("/comments/queue/"))


@pytest.mark.parametrize("ticked", ["²", "-1", "9" * 40, "un", "'; DROP TABLE comments_comment; --"])
def test_the_queue_answers_any_forged_box_with_a_sentence(town: Town, ticked: str) -> None:
    assert town.client("moderator").post("/comments/queue/", {"comments": ticked, "keep": "1"}).status_code == 409


def test_moderators_do_not_tick_their_own_words(town: Town) -> None:
    thing()
    made = say(town.people["moderator"])
    actions.report_comment(comment=made, reason="insult", text="", by=None)
    moderator = town.client("moderator")
    assert f'name="comments" value="{made.pk}"' not in moderator.get("/comments/queue/").content.decode()
    assert moderator.post("/comments/queue/", {"comments": made.pk, "keep": "1"}).status_code == 409
    assert f'name="comments" value="{made.pk}"' in town.client("administrator").get("/comments/queue/").content.decode()


def test_a_point_of_the_charter_is_chosen_to_hide_and_not_to_keep(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    actions.report_comment(comment=made, reason="insult", text="", by=None)
    moderator = town.client("moderator")
    assert "quel point de la charte" in said(moderator.post("/comments/queue/", {"comments": made.pk}))
    assert not Hiding.objects.exists()
    assert moderator.post("/comments/queue/", {"comments": made.pk, "keep": "1", "reason": ""}).status_code == 302


def test_what_was_said_before_a_correction_is_read_from_the_queue(town: Town) -> None:
    thing()
    made = say(town.people["member"], "Imbécile")
    actions.report_comment(comment=made, reason="insult", text="", by=None)
    actions.edit_comment(comment=made, text="Cher voisin", by=town.people["member"])
    moderator = town.client("moderator")
    place = f"/comments/{made.pk}/wordings/"
    assert place in said(moderator.get("/comments/queue/"))
    assert "Imbécile" in said(moderator.get(place))


@pytest.mark.parametrize("path", ["report/", "form/", "reply/"])
def test_what_is_wrong_is_summed_up_once(town: Town, path: str) -> None:
    thing()
    made = say(town.people["member"])
    answer = said(town.client("member").post(f"/comments/{made.pk}/{path}", {"text": ""}))
    assert answer.count("Rien n’est perdu") == 1
