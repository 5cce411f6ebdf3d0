"""Somebody voted under my name: two people hear me, I vote all the same, and the number of such cases is public."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.enums import Counted, Task
from terreau.decide.budgeting.models import Assignment, Attendance, Batch, Dispute, Edition, Letter, Tally
from terreau.decide.budgeting.queries.disputes import disputed
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, vote
from terreau.decide.budgeting.tests.test_counting import counted
from terreau.decide.budgeting.tests.test_pages import CIVIL, holding, nonce, page
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db
ZOE = {"family": "Martin", "given": "Zoé", "born": date(1980, 5, 4)}
SENT = {name: CIVIL[name] for name in ("family", "given", "born")}


def hand(made: Edition, task: str, name: str) -> Person:
    who = Person.objects.create(email=f"{name}@essai.example", name=name)
    Assignment.objects.create(edition=made, person=who, task=task)
    return who


def used(**values: Any) -> tuple[Edition, Person, Person]:
    """Zoé's name has voted by a letter; who keeps the desk, who counts."""
    made = edition(**values)
    (code,) = letters(made, 1)
    vote(made, person(code, **ZOE), 1)
    return made, hand(made, Task.DESK, "karim"), hand(made, Task.COUNT, "nadia")


def test_a_name_that_was_used_votes_after_two_people_saw_the_document() -> None:
    made, desk, counter = used()
    with pytest.raises(Refused, match="Identités contestées"):
        actions.give_pass(edition=made, by=desk, **ZOE)
    one = actions.record_dispute(edition=made, by=desk, **ZOE)
    with pytest.raises(Refused, match="déjà voté"):
        actions.give_pass(edition=made, by=desk, **ZOE)
    with pytest.raises(Refused, match="une autre personne"):
        actions.accept_dispute(dispute=one, by=desk, **ZOE)
    actions.accept_dispute(dispute=one, by=counter, **ZOE)
    code = actions.give_pass(edition=made, by=desk, **ZOE)
    vote(made, person(code, **ZOE), 2)
    assert queries.balance(made) == queries.Balance(2, 2, 0) and queries.balance(made).holds
    assert (disputed(made).accepted, disputed(made).voted) == (1, 1)
    for again in (
        lambda: vote(made, person(code, **ZOE), 3, nonce="x"),
        lambda: actions.give_pass(edition=made, by=desk, **ZOE),
    ):
        with pytest.raises(Refused):
            again()
    with pytest.raises(Refused, match="déjà été contestée"):
        actions.record_dispute(edition=made, by=desk, **ZOE)


def test_on_paper_the_same_name_takes_a_sheet_once_more() -> None:
    made = edition(channels=["paper"])
    desk, counter = hand(made, Task.DESK, "karim"), hand(made, Task.PUBLISH, "solene")
    actions.hand_paper(edition=made, by=desk, **ZOE)
    actions.accept_dispute(dispute=actions.record_dispute(edition=made, by=desk, **ZOE), by=counter, **ZOE)
    actions.hand_paper(edition=made, by=desk, **ZOE)
    assert Attendance.objects.count() == 2
    with pytest.raises(Refused, match="déjà voté"):
        actions.hand_paper(edition=made, by=desk, **ZOE)


def test_where_there_is_no_desk_the_code_of_a_dispute_opens_the_ballot(client: Client) -> None:
    made = edition(channels=["email"])
    desk, counter = hand(made, Task.DESK, "karim"), hand(made, Task.COUNT, "nadia")
    thief = actions.Identity(account=Person.objects.create(email="t@essai.example"), **ZOE)
    vote(made, thief, 1)
    with pytest.raises(Refused, match="ne se vote pas au guichet"):
        actions.give_pass(edition=made, by=desk, **ZOE)
    actions.accept_dispute(dispute=actions.record_dispute(edition=made, by=desk, **ZOE), by=counter, **ZOE)
    with pytest.raises(Refused, match="ne se vote pas au guichet"):  # of nobody else
        actions.give_pass(edition=made, by=desk, **{**ZOE, "family": "Inventée"})
    code = actions.give_pass(edition=made, by=desk, **ZOE)
    sent = {"p": ["2"], "code": code, "entitled": "on", "nonce": nonce(client, made, p=["2"])}
    assert "dans l’urne" in page(client.post(f"/budgets/{made.slug}/ballot/box/", sent))


def test_without_a_desk_the_database_takes_no_code_but_of_an_accepted_dispute() -> None:
    made = edition(channels=["email"])
    desk, counter = hand(made, Task.DESK, "karim"), hand(made, Task.COUNT, "nadia")
    vote(made, actions.Identity(account=Person.objects.create(email="t@essai.example"), **ZOE), 1)
    one = actions.record_dispute(edition=made, by=desk, **ZOE)
    batch = Batch.objects.create(edition=made, label="Guichet")

    def refused(*voters: str) -> None:
        for voter in voters:
            with pytest.raises(DatabaseError, match="no desk"), transaction.atomic():
                Letter.objects.create(batch=batch, number=1, digest="d", voter=voter)

    refused(one.again, one.voter, "x")
    actions.accept_dispute(dispute=one, by=counter, **ZOE)
    refused(one.voter, "x")
    other = edition(name="Autre", channels=["email"])
    with pytest.raises(DatabaseError, match="no desk"), transaction.atomic():
        elsewhere = Batch.objects.create(edition=other, label="Guichet")
        Letter.objects.create(batch=elsewhere, number=1, digest="e", voter=one.again)
    assert Letter.objects.create(batch=batch, number=1, digest="d", voter=one.again).pk


@pytest.mark.parametrize("wrong", [{"family": "Autre"}, {"given": "Alix"}, {"born": date(1981, 5, 4)}])
def test_the_second_person_names_the_same_person(wrong: dict[str, Any]) -> None:
    made, desk, counter = used()
    one = actions.record_dispute(edition=made, by=desk, **ZOE)
    with pytest.raises(Refused, match="ne sont pas ceux de cette contestation"):
        actions.accept_dispute(dispute=one, by=counter, **{**ZOE, **wrong})
    one.refresh_from_db()
    assert one.accepted_at is None
    assert actions.accept_dispute(dispute=one, by=counter, **{**ZOE, "family": "MARTIN"}).accepted_at


@pytest.mark.parametrize(
    ("values", "when", "said"),
    [({}, "later", "pendant le vote"), ({}, "unused", "Personne n’a voté"), ({"channels": ["letter"], "asks_civil": False}, "", "aucun nom")],
)  # fmt: skip
def test_there_must_be_something_to_dispute(values: dict[str, Any], when: str, said: str) -> None:
    made, desk, _counter = used(**values)
    who = {**ZOE, "family": "Autre"} if when == "unused" else ZOE
    with pytest.raises(Refused, match=said):
        actions.record_dispute(edition=close(made) if when == "later" else made, by=desk, **who)


def test_the_database_takes_no_dispute_that_two_people_did_not_see() -> None:
    made, desk, counter = used()
    settler = hand(made, Task.SETTLE, "maud")
    voter = Attendance.objects.get().voter
    with pytest.raises(DatabaseError, match="at the desk"), transaction.atomic():
        Dispute.objects.create(edition=made, voter=voter, again="a", recorded_by=counter)
    with pytest.raises(DatabaseError, match="has voted"), transaction.atomic():
        Dispute.objects.create(edition=made, voter="nobody", again="a", recorded_by=desk)
    one = actions.record_dispute(edition=made, by=desk, **ZOE)
    with pytest.raises(DatabaseError, match="not accepted"), transaction.atomic():
        Attendance.objects.create(edition=made, voter=one.again, proof="p", channel="desk", day=date(2026, 1, 1))
    for statement, said in (
        (f"UPDATE budgeting_dispute SET accepted_at = now(), accepted_by_id = {desk.pk}", "two_people|counts or publishes"),
        (f"UPDATE budgeting_dispute SET accepted_at = now(), accepted_by_id = {settler.pk}", "counts or publishes"),
        ("UPDATE budgeting_dispute SET accepted_at = now()", "counts or publishes|accepted_by_somebody"),
        ("UPDATE budgeting_dispute SET again = 'b'", "changes once"), ("DELETE FROM budgeting_dispute", "append-only"),
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match=said), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_pages_say_where_to_go_and_how_many(client: Client) -> None:
    made, _desk, counter = used()
    (other,) = letters(made, 1)
    sent = {"p": ["1"], "code": other, **CIVIL, "nonce": nonce(Client(), made, p=["1"])}
    refused = page(Client().post(f"/budgets/{made.slug}/ballot/box/", sent))
    assert "Si ce n’était pas vous, venez à l’accueil" in refused
    where = f"/budgets/{made.slug}/disputes/"
    assert Client().get(where).status_code == 403
    agent = Client()
    someone = signed_in(agent, "agent", email="agent@essai.example")
    Assignment.objects.create(edition=made, person=someone, task=Task.DESK)
    assert "Identités contestées" in page(agent.get(f"/budgets/{made.slug}/desk/"))
    assert agent.post(where, {**SENT, "family": "Autre"}).status_code == 422
    assert agent.post(where, SENT).status_code == 302
    one = Dispute.objects.get()
    assert "Martin" not in page(agent.get(where))
    form = f"{where}{one.pk}/acceptance/"
    assert agent.post(form, SENT).status_code == agent.get(form).status_code == 403
    holding(client, made, "publish", email="p@essai.example")
    assert "J’ai vu la pièce" in page(client.get(where)) and client.post(where, SENT).status_code == 403
    assert form in page(client.get(where)) and 'name="family"' in page(client.get(form))
    wrong = client.post(form, {**SENT, "family": "Martinet"})
    assert wrong.status_code == 422 and "ne sont pas ceux" in page(wrong) and 'value="Martinet"' in page(wrong)
    assert client.post(form).status_code == 422
    assert client.post(form, SENT).status_code == 302 and "déjà confirmée" in page(client.get(form))
    assert "Martin" not in str(list(Event.objects.values())) + str(list(Dispute.objects.values()))
    given = page(agent.post(f"/budgets/{made.slug}/desk/", SENT))
    assert re.search(r'class="code">[A-Z2-9-]{14}<', given)
    for rank, code in enumerate(letters(made, 10)):
        vote(made, person(code, rank), 3)
    actions.publish(asked=counted(close(made)), by=counter)
    shown = page(Client().get(f"/budgets/{made.slug}/result/"))
    assert "1 identité contestée et confirmée" in shown and "un bulletin au plus" in shown


def test_the_name_of_a_dispute_is_not_guessed(client: Client) -> None:
    made = edition(channels=["letter", "desk"])
    vote(made, person(letters(made, 1)[0]), 1)
    agent = Client()
    someone = signed_in(agent, "agent", email="agent@essai.example")
    Assignment.objects.create(edition=made, person=someone, task=Task.DESK)
    held = Attendance.objects.get().voter
    one = Dispute.objects.create(edition=made, voter=held, recorded_by=someone)
    holding(client, made, "publish", email="p@essai.example")
    tried = [
        client.post(f"/budgets/{made.slug}/disputes/{one.pk}/acceptance/", {**SENT, "family": f"N{n}"})
        for n in range(8)
    ]
    assert tried[0].status_code == 422 and tried[-1].status_code == 429


def test_accounts_of_one_network_are_a_sign_and_nothing_else() -> None:
    made = edition(channels=["email"])
    for rank in range(15):
        voter = Client()
        signed_in(voter, "member", email=f"v{rank}@essai.example")
        sent = {"p": ["1"], **CIVIL, "family": f"Nom{rank}", "nonce": nonce(voter, made, p=["1"])}
        assert "dans l’urne" in page(voter.post(f"/budgets/{made.slug}/ballot/box/", sent))
    row = Tally.objects.get()
    assert (row.kind, row.count) == (Counted.ACCOUNT, 15) and len(row.place) == 64
    (sign,) = (one for one in queries.signs(made) if one.key.startswith("account"))
    assert "15 comptes" in sign.said and queries.balance(made).voters == 15
