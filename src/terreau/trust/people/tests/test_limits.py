"""Delays that grow, never lock, and count every try even when a hundred come at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from terreau.lib.errors import TooOften
from terreau.trust.people import actions
from terreau.trust.people.limits import CURVES, limits_on, neighbourhood, wait_after
from terreau.trust.people.models import Attempt, Person

curves = st.sampled_from(sorted(CURVES.values()))


@given(tries=st.integers(0, 10_000), curve=curves)
def test_the_wait_grows_and_stops_growing(tries: int, curve: tuple[int, int]) -> None:
    free, longest = curve
    waits = [wait_after(n, free=free, longest=longest) for n in (tries, tries + 1)]
    assert waits == sorted(waits)
    assert 0 <= waits[0] <= longest
    assert (waits[0] == 0) == (tries <= free)


@given(st.ip_addresses(v=6))
def test_one_subscriber_is_one_address(address: Any) -> None:
    neighbour = type(address)(int(address) ^ 0xFFFF)
    assert neighbourhood(str(address)) == neighbourhood(str(neighbour))


def test_four_neighbours_are_four(db: Any) -> None:
    assert len({neighbourhood(f"203.0.113.{n}") for n in range(4)}) == 4


def tire(act: str, address: str, account: object = "") -> int:
    """Try until refused; how many tries were taken."""
    for count in range(100):
        try:
            actions.take_turn(limits_on(act, address, account))
        except TooOften:
            return count
    raise AssertionError("never slowed")


def test_the_owner_enters_from_home_while_a_stranger_waits(db: Any) -> None:
    assert tire("x", "203.0.113.1", "lucie") == 5
    actions.take_turn(limits_on("x", "198.51.100.1", "lucie"))


def test_a_hundred_addresses_delay_the_owner_by_half_a_minute_at_most(db: Any) -> None:
    for n in range(100):
        try:
            actions.take_turn(limits_on("x", f"203.0.113.{n}", "lucie"))
        except TooOften as refusal:
            assert refusal.retry_after <= 30


def test_a_refused_try_does_not_make_the_wait_longer(db: Any) -> None:
    tire("x", "203.0.113.1", "lucie")
    before = list(Attempt.objects.order_by("key").values())
    for _again in range(5):
        with pytest.raises(TooOften):
            actions.take_turn(limits_on("x", "203.0.113.1", "lucie"))
    assert list(Attempt.objects.order_by("key").values()) == before


def test_success_frees_the_person_and_not_the_address(db: Any) -> None:
    limits = limits_on("x", "203.0.113.1", "lucie")
    for _n in range(4):
        actions.take_turn(limits)
    actions.forgive(limits)
    assert [row.failures for row in Attempt.objects.all()] == [3]


def test_a_night_is_enough_to_be_forgotten(db: Any) -> None:
    tire("x", "203.0.113.1", "lucie")
    Attempt.objects.update(last_at=timezone.now() - timedelta(hours=7))
    actions.take_turn(limits_on("x", "203.0.113.1", "lucie"))
    assert set(Attempt.objects.values_list("failures", flat=True)) == {1}
    Attempt.objects.update(last_at=timezone.now() - timedelta(hours=7))
    assert actions.forget_attempts() == 3


def test_tries_made_at_once_all_count(transactional_db: Any) -> None:
    def try_once(_n: int) -> bool:
        try:
            actions.take_turn(limits_on("x", "203.0.113.1", "lucie"))
        except TooOften:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(12) as pool:
        taken = list(pool.map(try_once, range(24)))
    assert sum(taken) <= 5


def test_nothing_of_an_address_or_an_account_is_kept(db: Any) -> None:
    tire("x", "203.0.113.1", "lucie@rivelune.example")
    kept = str(list(Attempt.objects.values()))
    assert "203.0.113" not in kept
    assert "lucie" not in kept


def test_guessing_printed_codes_is_told_how_long_to_wait(lucie: Person, admin: Person) -> None:
    for _n in range(12):
        response = Client().post("/account/code/", {"code": "AAAA-AAAA-AAAA"}, REMOTE_ADDR="203.0.113.9")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "rien n’est bloqué" in response.content.decode()
    code = actions.create_printed_code(person=lucie, by=admin)
    elsewhere = Client().post("/account/code/", {"code": code}, REMOTE_ADDR="203.0.113.10")
    assert elsewhere.status_code == 302


def test_behind_a_proxy_the_visitor_is_the_one_who_waits(lucie: Person, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _n in range(12):
        answer = Client().post(
            "/account/code/", {"code": "AAAA"}, REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "203.0.113.9"}
        )
    assert answer.status_code == 429
    other = Client().post(
        "/account/code/", {"code": "AAAA"}, REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "203.0.113.10"}
    )
    assert other.status_code == 422
