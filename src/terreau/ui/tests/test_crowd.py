"""The page of a crowd: alone, in the visitor's language and colours, keeping what was being sent."""

import io
import re
from base64 import b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import pytest

from terreau.ui.crowd import AGAIN, MOST, crowd

FORM = "application/x-www-form-urlencoded"


def turned_away(method: str = "GET", path: str = "/budgets/2026/", **more: Any) -> tuple[dict[str, str], str]:
    headers, body = crowd({"REQUEST_METHOD": method, "PATH_INFO": path, **more})
    return dict(headers), body.decode()


def sent(fields: list[tuple[str, str]], path: str = "/budgets/2026/ballot/box/", **more: Any) -> str:
    body = urlencode(fields).encode()
    held = {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    return turned_away("POST", path, **{**held, **more})[1]


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"HTTP_ACCEPT_LANGUAGE": "fr-FR,fr"}, "Il y a foule"),
        ({"HTTP_ACCEPT_LANGUAGE": "en-GB"}, "There is a crowd"),
        ({"HTTP_ACCEPT_LANGUAGE": "en-GB", "HTTP_COOKIE": "django_language=fr"}, "Il y a foule"),
        ({}, "Il y a foule"),
    ],
)
def test_it_speaks_the_language_that_the_visitor_chose(environ: dict[str, str], said: str) -> None:
    headers, page = turned_away(**environ)
    assert f"<h1>{said}</h1>" in page and headers["Retry-After"] == str(AGAIN)


def test_it_wears_the_colours_that_the_visitor_chose_and_no_others() -> None:
    assert 'data-theme="dark"' in turned_away(HTTP_COOKIE="theme=dark")[1]
    assert "data-theme=" not in turned_away(HTTP_COOKIE='theme="><b>')[1].partition("<style>")[0]


def test_it_asks_for_nothing_else_and_its_policy_knows_what_is_inside() -> None:
    headers, page = turned_away()
    assert not re.findall(r'(?:src|href)="(?!#|/budgets/)[^"]*"|url\(', page)
    for tag in ("style", "script"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", page, re.S)
        assert inside and b64encode(sha256(inside[1].encode()).digest()).decode() in headers["Content-Security-Policy"]
    assert len(page) < 20_000  # it is sent to many


def test_a_page_is_asked_for_again_without_script() -> None:
    _headers, page = turned_away(QUERY_STRING="q=parc&page=2")
    assert '<noscript><meta http-equiv="refresh" content="20"></noscript>' in page
    assert 'href="/budgets/2026/?q=parc&amp;page=2"' in page


def test_a_ballot_stays_in_the_page_field_by_field() -> None:
    page = sent([("p", "3"), ("p", "7"), ("nonce", "n"), ("family", "L’Hénaff"), ("code", ""), ("given", '"><script>')])
    kept = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    assert kept == [
        ("p", "3"), ("p", "7"), ("nonce", "n"), ("family", "L’Hénaff"), ("code", ""), ("given", "&quot;&gt;&lt;script&gt;"),
    ]  # fmt: skip
    assert 'action="/budgets/2026/ballot/box/"' in page
    assert "http-equiv" not in page  # it would forget what is kept


def test_what_is_kept_goes_to_this_site_alone() -> None:
    assert 'action="//elsewhere.example' not in sent([("p", "1")], path="//elsewhere.example/box/")


def test_a_file_stays_with_the_browser_which_sends_it_again() -> None:
    for more in ({"CONTENT_TYPE": "multipart/form-data; boundary=x"}, {"CONTENT_LENGTH": str(MOST + 1)}):
        page = sent([("p", "1")], **more)
        assert "rechargez cette page" in page and "<input" not in page and "<script" not in page


def test_a_part_of_a_page_gets_a_message_and_leaves_the_page_as_it_is() -> None:
    headers, page = turned_away("POST", HTTP_HX_REQUEST="true")
    assert headers["HX-Retarget"] == "#messages" and "<html" not in page and "Rien n’est perdu" in page
    headers, page = turned_away("POST", HTTP_HX_REQUEST="true", HTTP_HX_BOOSTED="true")
    assert "HX-Retarget" not in headers and "<html" in page
