"""Each address of comments, for each who may and may not."""

import re

import pytest
from django.test import Client
from tests.cast import Town

from terreau.converse.comments import actions, urls
from terreau.converse.comments.models import Comment
from terreau.converse.comments.tests.sayings import KIND, TALK, WHO, said, say, thing

pytestmark = pytest.mark.django_db


READING = {
    "/comments/about/tests.thing/1/": (200, 200, 200, 200, 200, 200),
    "/comments/charter/": (200, 200, 200, 200, 200, 200),
    "/comments/queue/": (403, 403, 403, 403, 200, 200),
    "/comments/{pk}/": (302, 302, 302, 302, 302, 302),
    "/comments/{pk}/reply/": (403, 200, 200, 200, 200, 200),
    "/comments/{pk}/form/": (403, 200, 403, 403, 403, 403),
    "/comments/{pk}/wordings/": (200, 200, 200, 200, 200, 200),
    "/comments/{pk}/removal/": (403, 200, 403, 403, 403, 403),
    "/comments/{pk}/report/": (200, 200, 200, 200, 200, 200),
    "/comments/{pk}/appeal/": (404, 404, 404, 404, 404, 404),
    "/comments/{pk}/helpful/": (405, 405, 405, 405, 405, 405),
    "/comments/appeals/{pk}/": (405, 405, 405, 405, 405, 405),
}
"""What each of WHO reads of a comment of the member."""


def test_others_neither_correct_nor_take_back_nor_hide(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    for who in ("visitor", "connector", "agent"):
        client = town.client(who)
        assert client.get(f"/comments/{made.pk}/form/").status_code == 403
        assert client.post(f"/comments/{made.pk}/removal/").status_code == 403
        assert client.post(f"/comments/{made.pk}/appeal/", {"text": "x"}).status_code == 404
        assert client.get("/comments/queue/").status_code == 403
        assert client.post("/comments/queue/", {"comments": made.pk, "reason": "insult"}).status_code == 403
    assert Comment.objects.get().text == made.text


def test_a_forged_form_is_refused(town: Town) -> None:
    thing()
    client = Client(enforce_csrf_checks=True)
    assert client.post(TALK, {"text": "Oui"}).status_code == 403


@pytest.mark.parametrize("path", READING)
def test_each_address_opens_for_those_it_is_for(town: Town, path: str) -> None:
    thing()
    where = path.format(pk=say(town.people["member"]).pk)
    assert tuple(town.client(who).get(where).status_code for who in WHO) == READING[path]


def test_every_address_has_a_row() -> None:
    names = {str(pattern.pattern) for pattern in urls.urlpatterns}
    rows = {path.removeprefix("/comments/") for path in READING}
    assert rows == {
        re.sub(r"<int:pk>", "{pk}", name).replace("<str:kind>/<str:key>", "tests.thing/1") for name in names
    }


def test_nobody_reads_or_reports_the_comments_of_what_they_may_not_see(town: Town) -> None:
    thing()
    made = say(town.people["member"])
    actions.report_comment(comment=made, reason="insult", text="Il me vise", by=None)
    thing(visible=False)
    for who in WHO:
        client = town.client(who)
        assert client.get(TALK).status_code == 404
        for path in ("", "reply/", "form/", "wordings/", "removal/", "report/"):
            assert client.get(f"/comments/{made.pk}/{path}").status_code == 404
        assert client.post(f"/comments/{made.pk}/helpful/").status_code == 404
    assert "Cela dure trente ans." not in said(town.client("moderator").get("/comments/queue/"))


@pytest.mark.parametrize("key", ["²", "٣", "1.0", "9" * 40, "%00", "1%2F..%2F2"])
def test_any_key_is_answered(town: Town, key: str) -> None:
    for kind in ("budgeting.project", "proposals.proposal", KIND):
        assert town.client("visitor").get(f"/comments/about/{kind}/{key}/").status_code == 404
