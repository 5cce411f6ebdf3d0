"""A sign-in that two people press at once, that dies in the middle, or whose answer never arrives."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from terreau.lib.errors import Refused
from terreau.trust.people import actions
from terreau.trust.people.models import Person, SignInToken


def path_of(link: str) -> str:
    return link[link.index("/account/") :]


@pytest.fixture
def rene(transactional_db: Any) -> Person:
    return actions.create_person(name="René", by=None)


def test_of_two_who_press_at_once_one_enters(rene: Person) -> None:
    path = path_of(actions.create_sign_in_link(person=rene, by=None))

    def press(_n: int) -> int:
        try:
            return Client().post(path).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(press, range(6)))
    assert answers == [302, 409, 409, 409, 409, 409]
    assert Session.objects.count() == 1


def test_a_server_killed_in_the_middle_leaves_the_link_whole(rene: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is cut, as PostgreSQL sees a kill -9, once the token is spent and before the session is kept."""
    path = path_of(actions.create_sign_in_link(person=rene, by=None))
    spend = actions.redeem_token

    def spend_and_die(**given: Any) -> SignInToken:
        spend(**given)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        raise AssertionError("the connection survived")

    with monkeypatch.context() as patch:
        patch.setattr(actions, "redeem_token", spend_and_die)
        assert Client(raise_request_exception=False).post(path).status_code == 500
    connection.close()
    assert not SignInToken.objects.get().used_at
    assert Client().post(path).status_code == 302


def test_the_browser_whose_answer_was_lost_may_press_again(rene: Person) -> None:
    """Spent and committed, but the answer, its cookies included, never arrived."""
    path = path_of(actions.create_sign_in_link(person=rene, by=None))
    browser, twin = Client(), Client()
    browser.get(path)
    secret = browser.cookies["csrftoken"].value
    twin.cookies["csrftoken"] = secret
    assert twin.post(path).status_code == 302  # what the dead server did for this very browser
    assert browser.post(path).status_code == 302
    assert browser.get("/me/").status_code == 200
    stranger = Client()
    stranger.get(path)
    assert stranger.post(path).status_code == 409


def test_the_browser_that_entered_does_not_enter_twice(rene: Person) -> None:
    path = path_of(actions.create_sign_in_link(person=rene, by=None))
    browser = Client()
    browser.get(path)
    assert browser.post(path).status_code == 302
    browser.post("/account/logout/")
    assert browser.post(path).status_code == 409


def test_entering_as_another_closes_the_first(rene: Person) -> None:
    other = actions.create_person(name="Lou", by=None)
    browser = Client()
    browser.post(path_of(actions.create_sign_in_link(person=rene, by=None)))
    browser.post(path_of(actions.create_sign_in_link(person=other, by=None)))
    assert "Bonjour Lou" in browser.get("/me/").content.decode()


def test_a_code_from_paper_keeps_the_page_asked_for(rene: Person) -> None:
    code = actions.create_printed_code(person=rene, by=None)
    done = Client().post("/account/code/", {"code": code, "next": "/account/profile/"})
    assert done["Location"] == "/account/profile/"
    code = actions.create_printed_code(person=rene, by=None)
    done = Client().post("/account/code/", {"code": code, "next": "https://evil.example/"})
    assert done["Location"] == "/me/"


def test_the_link_page_lets_its_own_button_work(rene: Person) -> None:
    """A real browser sends where it comes from: the check of origin is on."""
    path = path_of(actions.create_sign_in_link(person=rene, by=None))
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(path).content.decode()
    assert "no-referrer" not in page
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    sent = browser.post(path, {"csrfmiddlewaretoken": token[1]}, headers={"origin": "http://testserver"})
    assert sent.status_code == 302


def test_a_link_for_nobody_is_refused_like_the_others(db: Any) -> None:
    with pytest.raises(Refused):
        actions.redeem_token(secret="nothing")
