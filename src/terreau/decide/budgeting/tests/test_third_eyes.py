"""Three readings that differ: all stay, and the third reader, having read alone, settles the sheet with a reason."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.models import Assignment, Edition, Reading, Settlement, Sheet, Slip
from terreau.decide.budgeting.tests.editions import close, edition
from terreau.decide.budgeting.tests.test_pages import page
from terreau.decide.budgeting.tests.test_paper import handed, read, sealed
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event
from terreau.trust.people import actions as people
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db
WHY = "La croix du 2 est raturée."


@pytest.fixture
def made() -> Edition:
    return edition(channels=["letter", "desk", "paper"])


@pytest.fixture
def readers() -> list[Person]:
    return [people.create_person(email=f"r{n}@essai.example", name=f"Lecteur {n}", by=None) for n in range(4)]


@pytest.fixture
def sheet(made: Edition, readers: list[Person]) -> Sheet:
    """Read as 1, as 2, and as 3 by the third person."""
    handed(made, 2)
    found = sealed(made, 1).sheets.get()
    for number, reader in enumerate(readers[:3], 1):
        read(found, reader, number)
    return found


def settle(sheet: Sheet, by: Person, turn: int | None, reason: str = WHY) -> Settlement:
    return actions.settle_sheet(sheet=sheet, turn=turn, reason=reason, by=by)


def test_the_third_reading_stays_and_nobody_reads_again(sheet: Sheet, readers: list[Person]) -> None:
    assert [one.numbers for one in sheet.readings.all()] == [[1], [2], [3]] and not Slip.objects.exists()
    for reader, said in ((readers[2], "déjà lu"), (readers[3], "la troisième le tranche")):
        with pytest.raises(Refused, match=said):
            read(sheet, reader, 1)
    assert Event.objects.get(name="budgeting.sheet_read_thrice").detail["agrees"] is False


@pytest.mark.parametrize(("turn", "numbers"), [(1, [1]), (2, [2]), (3, [3])])
def test_any_of_the_three_is_kept(sheet: Sheet, readers: list[Person], turn: int, numbers: list[int]) -> None:
    settle(sheet, readers[2], turn)
    assert Slip.objects.get().numbers == numbers
    assert sheet.readings.count() == 3
    found = queries.balance(Edition.objects.get())
    assert (found.settled, found.returned, found.holds) == (1, 1, True)
    assert "trois lectures différentes : 1." in found.sentence and "moins de dix" in found.public
    assert Event.objects.get(name="budgeting.sheet_settled").by_id == readers[2].pk


def test_or_the_sheet_is_void(sheet: Sheet, readers: list[Person]) -> None:
    settle(sheet, readers[2], None)
    found = queries.balance(Edition.objects.get())
    assert not Slip.objects.exists() and (found.void, found.returned, found.holds) == (1, 0, True)


def test_two_void_readings_are_one_and_a_void_one_is_kept(made: Edition, readers: list[Person]) -> None:
    handed(made, 2)
    one, two = sealed(made, 2).sheets.all()
    for sheet in (one, two):
        read(sheet, readers[0], 1)
        read(sheet, readers[1], void="signé")
    read(one, readers[2], void="un nom")
    one.refresh_from_db()
    assert one.void and one.dropped_at
    read(two, readers[2], 4)
    settle(two, readers[2], 2)
    two.refresh_from_db()
    assert two.void and not Slip.objects.exists()


def test_nobody_else_settles_and_never_without_a_reason(sheet: Sheet, readers: list[Person]) -> None:
    for reader in (readers[0], readers[1], readers[3]):
        with pytest.raises(Refused, match="elle seule"):
            settle(sheet, reader, 1)
    with pytest.raises(Refused, match="Dites pourquoi"):
        settle(sheet, readers[2], 1, "  ")
    with pytest.raises(Refused, match="l’une des trois"):
        settle(sheet, readers[2], 4)
    settle(sheet, readers[2], 1)
    with pytest.raises(Refused, match="déjà dans l’urne"):
        settle(sheet, readers[2], 2)


def test_two_readings_are_not_settled(made: Edition, readers: list[Person]) -> None:
    handed(made, 1)
    one = sealed(made, 1).sheets.get()
    read(one, readers[0], 1)
    read(one, readers[1], 2)
    with pytest.raises(Refused, match="lisez-le d’abord"):
        settle(one, readers[1], 1)
    with pytest.raises(DatabaseError, match="third of three"), transaction.atomic():
        Settlement.objects.create(sheet=one, kept_turn=1, reason="x", settled_by=readers[1])


def test_the_count_waits_for_the_sheet(sheet: Sheet, readers: list[Person]) -> None:
    closed = close(Edition.objects.get())
    with pytest.raises(Refused, match="encore à lire"):
        actions.ask_count(edition=closed, by=None)
    settle(sheet, readers[2], 2)
    asked = actions.run_count(asked=actions.ask_count(edition=closed, by=None))
    assert (asked.state, asked.ballots) == ("agreed", 1), asked.said


def test_a_box_that_is_full_does_not_tell_what_others_read(made: Edition, readers: list[Person]) -> None:
    handed(made, 1)
    one, two = sealed(made, 2).sheets.all()
    for reader in readers[:2]:
        read(one, reader, 1)
    read(two, readers[0], 1)
    for guess in (1, 2):
        with pytest.raises(Refused, match="plus que de personnes"):
            read(two, readers[1], guess)
    assert two.readings.count() == 1


def test_a_third_try_against_the_rules_leaves_a_trace(made: Edition, readers: list[Person]) -> None:
    handed(made, 1)
    one = sealed(made, 1).sheets.get()
    for number, reader in enumerate(readers[:2], 1):
        with pytest.raises(Refused):
            read(one, reader, 99)
        read(one, reader, number)
    assert not Event.objects.filter(name="budgeting.third_reading_refused").exists()
    with pytest.raises(Refused, match="Aucun projet"):
        read(one, readers[2], 99)
    assert Event.objects.get(name="budgeting.third_reading_refused").by_id == readers[2].pk


def test_the_database_holds_it(sheet: Sheet, readers: list[Person]) -> None:
    for settled_by, turn, reason in (
        (readers[0], 1, "x"),
        (readers[3], 1, "x"),
        (readers[2], 4, "x"),
        (readers[2], 1, ""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Settlement.objects.create(sheet=sheet, kept_turn=turn, reason=reason, settled_by=settled_by)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reading.objects.create(sheet=sheet, turn=4, numbers=[1], values=[1], typed_by=readers[3])
    with pytest.raises(DatabaseError, match="have not read the same"), transaction.atomic(), connection.cursor() as raw:
        raw.execute("UPDATE budgeting_sheet SET dropped_at = now()")
    Settlement.objects.create(sheet=sheet, kept_turn=2, reason="x", settled_by=readers[2])
    for statement in (
        "UPDATE budgeting_settlement SET kept_turn = 1",
        "DELETE FROM budgeting_settlement",
        "UPDATE budgeting_sheet SET dropped_at = now(), void = true",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as raw:
            raw.execute(statement)
    with pytest.raises(DatabaseError, match="what was read"), transaction.atomic(), connection.cursor() as raw:
        raw.execute("UPDATE budgeting_sheet SET dropped_at = now()")
        Slip.objects.create(edition=sheet.envelope.edition, numbers=[1], values=[1], tracking="x")


def test_the_third_reader_reads_alone_then_sees_all_three(client: Client, made: Edition) -> None:
    handed(made, 1)
    envelope = sealed(made, 1)
    clients = [client, Client(), Client()]
    for rank, one in enumerate(clients):
        Assignment.objects.create(edition=made, person=signed_in(one, "agent", email=f"l{rank}@e.fr"), task="type")
    base = f"/budgets/{made.slug}/paper/reading/{envelope.pk}/"
    first, second, third = clients
    first.post(base, {"place": "1", "p": ["1"]})
    second.post(base, {"place": "1", "void": "Signé par Odile"})
    alone = page(third.get(base))
    assert "Deux lectures diffèrent" in alone and "Signé par Odile" not in alone and " checked" not in alone
    assert third.get(f"{base}1/").status_code == 403
    answer = third.post(base, {"place": "1", "p": ["3", "4"]})
    assert answer.status_code == 302 and answer["Location"] == f"{base}1/"
    for other in (first, second):
        assert other.get(f"{base}1/").status_code == 403
        assert "que la troisième personne tranche" in page(other.get(base))
    assert f'href="{base}1/"' in page(third.get(base))
    shown = page(third.get(f"{base}1/"))
    assert all(said in shown for said in ("Projet 1", "Signé par Odile", "Projet 3", "Projet 4"))
    assert third.post(f"{base}1/", {"keep": "3"}).status_code == 422
    asked = third.post(f"{base}1/", {"keep": "3", "reason": WHY})
    assert "Est-ce bien ce que dit la feuille" in page(asked) and not Settlement.objects.exists()
    back = page(third.post(f"{base}1/", {"keep": "3", "reason": WHY, "back": "1"}))
    assert WHY in back and "checked" in back
    sent = {"keep": "3", "reason": WHY, "confirmed": "1"}
    assert third.post(f"{base}1/", sent).status_code == 302
    assert third.post(f"{base}1/", sent).status_code == 302  # pressed twice
    assert Slip.objects.get().numbers == [3, 4] and Settlement.objects.count() == 1
