"""Voting by telephone: an agent types, the same box takes the ballot, nothing says which agent's call it was."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.actions import Identity
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.models import Attendance, Edition, Slip, Tally
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, vote
from terreau.decide.budgeting.tests.test_disputes import hand
from terreau.decide.budgeting.tests.test_pages import holding, page
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event

pytestmark = pytest.mark.django_db
CIVIL = {"family": "Chassagne", "given": "René", "born": "1945-02-01"}
YES = {"agreed": "on", "confirmed": "on", "entitled": "on"}
KNOWN = {"family": "Chassagne", "given": "René", "born": date(1945, 2, 1)}


@pytest.fixture
def made() -> Edition:
    return edition(channels=["letter", "phone", "desk"])


def called(client: Client, made: Edition, **sent: Any) -> Any:
    return client.post(f"/budgets/{made.slug}/calls/box/", {"p": ["1", "3"], "nonce": "n" * 32, **CIVIL, **YES, **sent})


def test_an_agent_takes_a_call_from_the_script_to_the_code(client: Client, made: Edition) -> None:
    holding(client, made, "desk")
    sheet = page(client.get(f"/budgets/{made.slug}/calls/"))
    assert "j’entendrai vos choix" in sheet and sheet.count('name="p"') == 5
    review = page(client.post(f"/budgets/{made.slug}/calls/", {"p": ["1", "3"]}))
    assert "Relisez à voix haute" in review and "Projet 3" in review and queries.balance(made).ballots == 0
    receipt = called(client, made)
    assert "dans l’urne" in page(receipt) and "no-store" in receipt["Cache-Control"]
    words = re.findall(r"<li>(\w+)</li>", receipt.content.decode())
    found = queries.ballot_of(made, " ".join(words))
    assert found and [project.number for project, _n in found.projects] == [1, 3]
    assert Attendance.objects.get().channel == "phone"


def test_a_call_sent_twice_is_one_ballot_and_one_call(client: Client, made: Edition) -> None:
    holding(client, made, "desk")
    assert called(client, made).status_code == 200
    assert "déjà arrivé" in page(called(client, made))
    assert queries.balance(made).ballots == 1 and Tally.objects.get(kind="call").count == 1


@pytest.mark.parametrize("missing", ["agreed", "confirmed", "entitled", "family", "born"])
def test_without_the_caller_s_yes_nothing_is_dropped(client: Client, made: Edition, missing: str) -> None:
    holding(client, made, "desk")
    answer = called(client, made, **{missing: ""})
    assert answer.status_code == 422 and 'type="hidden" name="p" value="3"' in page(answer)
    assert not Slip.objects.exists()


def test_one_person_one_ballot_by_telephone_too(client: Client, made: Edition) -> None:
    one, other = letters(made, 2)
    vote(made, person(one, **KNOWN), 1)
    holding(client, made, "desk")
    answer = called(client, made)
    assert answer.status_code == 422 and "chacun vote une fois" in page(answer)
    assert called(client, made, family="Autre", code=other).status_code == 200
    with pytest.raises(Refused, match="chacun vote une fois"):
        vote(made, person(other, family="Tiers"), 2)
    with pytest.raises(Refused, match="a déjà voté"):
        actions.give_pass(edition=made, family="AUTRE", given="rene", born=date(1945, 2, 1), by=None)


def test_two_callers_without_a_letter_are_two_people(client: Client, made: Edition) -> None:
    holding(client, made, "desk")
    for rank, family in enumerate(("Chassagne", "Morel")):
        assert called(client, made, family=family, nonce=f"{rank}" * 32).status_code == 200
    assert queries.balance(made) == queries.Balance(2, 2, 0)


def test_a_letter_named_by_telephone_counts_as_a_call(made: Edition) -> None:
    (code,) = letters(made, 1)
    vote(made, Identity(code=code, by_phone=True, **KNOWN), 2)
    assert Attendance.objects.get().channel == "phone"


def test_a_code_given_after_a_dispute_is_named_by_telephone(client: Client) -> None:
    made = edition(channels=["phone"])
    agent = holding(client, made, "desk")
    path = f"/budgets/{made.slug}/calls/"
    assert 'name="code"' not in page(client.post(path, {"p": ["1"]}))
    assert called(client, made).status_code == 200
    noted = actions.record_dispute(edition=made, by=agent, **KNOWN)
    actions.accept_dispute(dispute=noted, by=hand(made, Task.COUNT, "nadia"), **KNOWN)
    code = actions.give_pass(edition=made, by=agent, **KNOWN)
    assert "Code du guichet" in page(client.post(path, {"p": ["1"]}))
    assert called(client, made, nonce="m" * 32).status_code == 422
    assert "dans l’urne" in page(called(client, made, nonce="m" * 32, code=code))
    assert queries.balance(made) == queries.Balance(2, 2, 0)


def test_an_edition_that_is_not_voted_by_telephone_refuses_calls(client: Client) -> None:
    made = edition()
    holding(client, made, "desk")
    assert client.get(f"/budgets/{made.slug}/calls/").status_code == 302
    answer = called(client, made)
    assert answer.status_code == 422 and "par téléphone" in page(answer)
    with pytest.raises(IntegrityError, match="phone_asks_name"), transaction.atomic():
        edition(name="Sans nom", channels=["phone"], asks_civil=False)


def test_calls_are_for_those_who_keep_the_desk_and_while_the_vote_is_open(client: Client, made: Edition) -> None:
    for path in ("calls/", "calls/box/"):
        assert client.get(f"/budgets/{made.slug}/{path}").status_code == 403
    holding(client, made, "count")
    assert called(client, made).status_code == 403
    other = Client()
    agent = edition(name="Autre", channels=["phone"], asks_civil=True)
    holding(other, agent, "desk", email="autre@essai.example")
    close(agent)
    assert called(other, agent).status_code == 302 and not Slip.objects.exists()


def test_nothing_but_the_day_s_number_of_calls_names_the_agent(client: Client, made: Edition) -> None:
    agent = holding(client, made, "desk")
    actions.open_vote(edition=made)
    before = Event.objects.count()
    called(client, made)
    assert Event.objects.count() == before  # an event has an hour
    tally = Tally.objects.get()
    assert (tally.agent, tally.kind, tally.count, tally.place) == (agent, "call", 1, "")
    assert {field.name for field in Slip._meta.fields} == {"id", "numbers", "values", "tracking", "edition"}
    assert not {field.name for field in Attendance._meta.fields} & {"agent", "by", "typed_by"}


def test_the_order_is_drawn_for_each_caller_and_kept_for_the_call(client: Client, made: Edition) -> None:
    holding(client, made, "desk")

    def order(answer: Any) -> list[str]:
        return re.findall(r'name="p" value="(\d)"', answer.content.decode())

    path = f"/budgets/{made.slug}/calls/"
    assert len({tuple(order(client.get(path))) for _caller in range(12)}) > 3
    assert order(client.get(path + "?order=number")) == ["1", "2", "3", "4", "5"]
    seeded = client.post(path, {"seed": "abc", "back": "1", "p": ["2"]})
    assert order(seeded) == order(client.post(path, {"seed": "abc", "back": "1"}))
