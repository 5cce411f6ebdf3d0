"""Asking another server: every failure is one exception, within the limits of time and size."""

import pytest

from terreau.lib.tests.stand_in import Asked, Reply, standing_in
from terreau.lib.web import Unreachable, fetch


def test_a_document_is_fetched_with_its_type() -> None:
    with standing_in(
        lambda asked: Reply({"é": 1}, headers={"Content-Type": "application/json; charset=utf-8"})
    ) as server:
        answer = fetch(server.url)
        assert (answer.json(), answer.kind) == ({"é": 1}, "application/json")


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/a", "nothing", "http://"])
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(Unreachable):
        fetch(url)


def test_a_redirection_may_not_lead_to_a_local_file() -> None:
    away = Reply(status=302, headers={"Location": "file:///etc/hostname"})
    with standing_in(lambda asked: away) as server, pytest.raises(Unreachable):
        fetch(server.url)


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
def test_an_error_is_told_with_its_status(status: int) -> None:
    with standing_in(lambda asked: Reply(status=status)) as server:
        with pytest.raises(Unreachable) as caught:
            fetch(server.url)
        assert caught.value.status == status


def test_a_document_too_large_is_left() -> None:
    with standing_in(lambda asked: Reply(b"x" * 2_000)) as server, pytest.raises(Unreachable, match="larger"):
        fetch(server.url, limit=1_000)


def test_what_is_not_json_is_said() -> None:
    with standing_in(lambda asked: Reply(b"<html>")) as server, pytest.raises(Unreachable, match="JSON"):
        fetch(server.url).json()


def test_nobody_at_the_address_is_said() -> None:
    with standing_in(lambda asked: Reply()) as server:
        url = server.url
    with pytest.raises(Unreachable):
        fetch(url, seconds=2)


def test_a_form_is_posted_as_given() -> None:
    def answer(asked: Asked) -> Reply:
        return Reply(asked.body)

    with standing_in(answer) as server:
        assert fetch(server.url, data=b"a=1", kind="application/x-www-form-urlencoded").body == b"a=1"
