"""One rule of age for every way to vote: old enough on the last day, born in the past, and within a long life."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import actions
from terreau.decide.budgeting.actions import Identity
from terreau.decide.budgeting.electors import Listed
from terreau.decide.budgeting.models import Attendance, Edition, Elector, Letter
from terreau.decide.budgeting.rules import birth_fault, last_day
from terreau.decide.budgeting.tests.editions import edition, letters, vote
from terreau.decide.budgeting.tests.test_pages import holding, page
from terreau.lib.errors import Refused
from terreau.trust.people.models import Person

NOW, LAST = date(2026, 6, 1), date(2026, 6, 20)


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2010, 6, 20), ""), (date(2010, 6, 21), "16 ans"), (date(2026, 6, 1), "16 ans"), (date(2026, 6, 2), "à venir"),
        (date(2031, 1, 1), "à venir"), (date(1905, 6, 2), ""), (date(1905, 6, 1), "120 ans"), (date(1850, 1, 1), "120 ans"),
    ],
)  # fmt: skip
def test_who_is_old_enough_on_the_last_day_may_vote(born: date, said: str) -> None:
    found = birth_fault(born, today=NOW, min_age=16, last=LAST)
    assert said in found if said else found == ""


def test_a_vote_that_ends_at_midnight_ends_the_day_before() -> None:
    ends = timezone.make_aware(datetime(2026, 6, 21))  # noqa: DTZ001  made aware here
    vote = SimpleNamespace(kind="vote", opens_at=ends - timedelta(days=9), closes_at=ends)
    assert last_day([vote]) == date(2026, 6, 20)


def _paper(made: Edition, born: date) -> Any:
    return actions.hand_paper(edition=made, family="Un", given="Alix", born=born, by=None)


def _pass(made: Edition, born: date) -> Any:
    return actions.give_pass(edition=made, family="Un", given="Alix", born=born, by=None)


def _listed(made: Edition, born: date) -> Any:
    return actions.load_register(edition=made, persons=[Listed("Un", "Alix", born, line=7)], by=None)


def _by(**known: Any) -> Callable[[Edition, date], Any]:
    def act(made: Edition, born: date) -> Any:
        code = letters(made, 1)[0] if known.get("code") else ""
        who = {**known, "code": code, "family": "Un", "given": "Alix", "born": born}
        return vote(made, Identity(**who), 1)

    return act


WAYS = {
    "paper": _paper, "desk": _pass, "file": _listed, "letter": _by(code="yes"), "phone": _by(by_phone=True),
    "register": _by(), "account": _by(account=SimpleNamespace(pk=1, is_authenticated=True)),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_the_same_dates_are_refused_by_every_way(way: str) -> None:
    channels = ["letter", "desk", "paper", "phone", "register"] + (["email"] if way == "account" else [])
    made = edition(channels=channels)
    today = timezone.localdate()
    for born, said in (
        (today + timedelta(days=400), "à venir"),
        (date(1850, 1, 1), "120 ans"),
        (date(2022, 1, 1), "16 ans"),
    ):
        with pytest.raises(Refused, match=said):
            WAYS[way](made, born)
    assert not (Attendance.objects.exists() or Elector.objects.exists() or Letter.objects.exclude(voter="").exists())


@pytest.mark.django_db
def test_a_school_asks_no_age_but_a_birth_that_can_be() -> None:
    made = edition(channels=["paper"], template="school", few_hands=True)
    _paper(made, date(2018, 1, 1))
    with pytest.raises(Refused, match=r"120 ans.*pièce d’identité"):
        _paper(made, date(1850, 1, 1))


@pytest.mark.django_db
def test_the_desk_reads_what_is_wrong_and_keeps_what_was_typed(client: Client) -> None:
    made = edition(channels=["desk", "paper"])
    assert isinstance(holding(client, made, "desk"), Person)
    for path in ("desk/", "paper/"):
        answer = client.post(f"/budgets/{made.slug}/{path}", {"family": "Un", "given": "Alix", "born": "2022-01-01"})
        assert (
            answer.status_code == 422 and "à partir de 16 ans" in page(answer) and 'value="2022-01-01"' in page(answer)
        )
