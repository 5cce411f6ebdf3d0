"""An address that only takes what is sent brings whoever comes by it back to the page it is sent from."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from terreau.decide.budgeting.tests.editions import edition

pytestmark = pytest.mark.django_db
NAMED = {"pk": 1, "number": 1, "place": 1, "code": "abc", "name": "x"}
TAKEN_BY_A_PROGRAM = {"recounts-told"}


def test_no_address_that_a_browser_reloads_is_an_empty_page(client: Client) -> None:
    made = edition()
    for pattern in get_resolver("terreau.decide.budgeting.urls").url_patterns:
        wanted = re.findall(r"<\w+:(\w+)>", str(pattern.pattern))
        address = reverse(
            f"budgeting:{pattern.name}", kwargs={one: {**NAMED, "slug": made.slug}[one] for one in wanted}
        )
        if pattern.name not in TAKEN_BY_A_PROGRAM:
            assert client.get(address).status_code != 405, address


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("kiosks/", "desk/"), ("kiosks/7/closing/", "desk/"), ("letters/", "desk/"), ("paper/envelopes/", "paper/"),
        ("counting/count/", "counting/"), ("classes/7/cards/", "classes/7/"), ("hands/", "settings/"),
        ("result/objections/", "result/"), ("announcement/", "settings/"),
    ],
)  # fmt: skip
def test_it_is_the_page_of_the_form(client: Client, path: str, back: str) -> None:
    made = edition()
    answer = client.get(f"/budgets/{made.slug}/{path}")
    assert (answer.status_code, answer["Location"]) == (302, f"/budgets/{made.slug}/{back}")
    assert client.put(f"/budgets/{made.slug}/{path}").status_code == 405
