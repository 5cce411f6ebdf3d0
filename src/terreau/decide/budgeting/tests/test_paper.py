"""Paper: whoever takes a sheet has voted, two people read it, nothing is dropped silently."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.models import Assignment, Edition, Envelope, Reading, Sheet, Slip
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, vote
from terreau.decide.budgeting.tests.test_pages import CIVIL, page
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused
from terreau.trust.people import actions as people
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db
BORN = date(1940, 5, 6)


@pytest.fixture
def made() -> Edition:
    return edition(channels=["letter", "desk", "paper"])


@pytest.fixture
def readers() -> list[Person]:
    return [people.create_person(email=f"r{n}@essai.example", name=f"Lecteur {n}", by=None) for n in range(4)]


def handed(made: Edition, count: int) -> None:
    for n in range(count):
        actions.hand_paper(edition=made, family=f"Morel{n}", given="Jeanne", born=BORN, by=None)


def sealed(made: Edition, sheets: int) -> Envelope:
    return actions.seal_envelope(edition=made, label=f"Accueil {sheets}", seal="A. et B.", sheets=sheets, by=None)


def read(sheet: Sheet, by: Person, *numbers: int, void: str = "") -> Reading:
    return actions.read_sheet(sheet=sheet, choices=dict.fromkeys(numbers, 1), void=void, by=by)


def test_whoever_took_a_sheet_votes_no_other_way(made: Edition) -> None:
    handed(made, 1)
    with pytest.raises(Refused, match="déjà voté"):
        handed(made, 1)
    with pytest.raises(Refused, match="déjà voté"):
        actions.give_pass(edition=made, family="MOREL0", given="jeanne", born=BORN, by=None)
    with pytest.raises(Refused, match="chacun vote une fois"):
        vote(made, person(letters(made, 1)[0], family="Morel0", given="Jeanne", born=BORN), 1)
    assert queries.balance(made).missing == 1 and queries.balance(made).holds


def test_two_readings_that_agree_drop_the_sheet_in_the_box(made: Edition, readers: list[Person]) -> None:
    handed(made, 2)
    one, two = sealed(made, 2).sheets.all()
    read(one, readers[0], 1, 3)
    assert not Slip.objects.exists()
    with pytest.raises(Refused, match="d’autres yeux"):
        read(one, readers[0], 1, 3)
    read(one, readers[1], 3, 1)
    assert Slip.objects.get().numbers == [1, 3]
    with pytest.raises(Refused, match="déjà dans l’urne"):
        read(one, readers[2], 1)
    read(two, readers[0], void="un nom écrit")
    read(two, readers[1], void="signé")
    found = queries.balance(made)
    assert (found.returned, found.void, found.missing, found.ballots) == (1, 1, 0, 1) and found.holds
    assert Envelope.objects.get().emptied_at


def test_a_third_reader_who_agrees_with_one_decides(made: Edition, readers: list[Person]) -> None:
    handed(made, 1)
    (sheet,) = sealed(made, 1).sheets.all()
    read(sheet, readers[0], 1)
    read(sheet, readers[1], 2)
    read(sheet, readers[3], 2)
    assert Slip.objects.get().numbers == [2]
    assert queries.balance(made).settled == 0


def test_a_choice_against_the_rules_is_said_never_dropped(made: Edition, readers: list[Person]) -> None:
    handed(made, 1)
    (sheet,) = sealed(made, 1).sheets.all()
    with pytest.raises(Refused, match=r"Aucun projet ne porte le numéro 9.*dites pourquoi"):
        read(sheet, readers[0], 1, 9)
    with pytest.raises(Refused, match=r"au moins 1 projet.*dites pourquoi"):
        read(sheet, readers[0])
    assert not Reading.objects.exists()


def test_more_sheets_than_people_do_not_enter_the_box(made: Edition, readers: list[Person]) -> None:
    handed(made, 1)
    for sheet, last in zip(sealed(made, 2).sheets.all(), (False, True), strict=True):
        read(sheet, readers[0], 1)
        if last:
            with pytest.raises(Refused, match="plus que de personnes"):
                read(sheet, readers[1], 1)
        else:
            read(sheet, readers[1], 1)
    assert queries.balance(made).returned == 1


def test_paper_is_read_after_the_close_and_counted(made: Edition, readers: list[Person]) -> None:
    handed(made, 1)
    vote(made, person(letters(made, 1)[0]), 2)
    closed = close(made)
    (sheet,) = sealed(closed, 1).sheets.all()
    with pytest.raises(Refused, match="encore à lire"):
        actions.ask_count(edition=closed, by=None)
    read(sheet, readers[0], 2, 3)
    read(sheet, readers[1], 2, 3)
    asked = actions.run_count(asked=actions.ask_count(edition=closed, by=None))
    assert (asked.state, asked.ballots) == ("agreed", 2), asked.said
    with pytest.raises(Refused, match="pas ouvert"):
        actions.hand_paper(edition=closed, family="Tard", given="Trop", born=BORN, by=None)


def test_the_database_wants_two_readings_of_two_people(made: Edition, readers: list[Person]) -> None:
    handed(made, 1)
    (sheet,) = sealed(made, 1).sheets.all()
    read(sheet, readers[0], 1)
    for statement in (
        "UPDATE budgeting_sheet SET dropped_at = now()",
        "UPDATE budgeting_reading SET numbers = '{2}'",
        "DELETE FROM budgeting_reading",
        "DELETE FROM budgeting_sheet",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(DatabaseError, match="other_eyes"), transaction.atomic():
        Reading.objects.create(sheet=sheet, turn=2, numbers=[1], values=[1], typed_by=readers[0])
    stuffed = Slip(edition=made, numbers=[1], values=[1], tracking="x")
    with pytest.raises(DatabaseError, match="without a voter"), transaction.atomic():
        stuffed.save()


def test_an_agent_hands_paper_and_two_others_read_it(client: Client, made: Edition) -> None:
    desk, first, second = client, Client(), Client()
    for one, task, email in ((desk, "desk", "d@e.fr"), (first, "type", "f@e.fr"), (second, "type", "s@e.fr")):
        Assignment.objects.create(edition=made, person=signed_in(one, "agent", email=email), task=task)
    base = f"/budgets/{made.slug}/paper/"
    civil = {name: CIVIL[name] for name in ("family", "given", "born")}
    assert desk.post(base, civil).status_code == 302
    assert desk.post(base, civil).status_code == 422
    assert desk.post(f"{base}envelopes/", {"label": "Accueil", "seal": "A, B", "sheets": "1"}).status_code == 302
    assert desk.post(f"{base}envelopes/", {"label": "Accueil", "seal": "A, B", "sheets": "1"}).status_code == 422
    envelope = Envelope.objects.get()
    assert desk.get(f"{base}reading/{envelope.pk}/").status_code == 403
    assert first.get(base).status_code == 403
    assert "Accueil" in page(first.get(f"{base}reading/"))
    sheet = page(first.get(f"{base}reading/{envelope.pk}/"))
    assert "Bulletin n° 1" in sheet
    wrong = first.post(f"{base}reading/{envelope.pk}/", {"place": "1", "p": ["1", "9"]})
    assert wrong.status_code == 422 and 'value="1" checked' in page(wrong)
    assert first.post(f"{base}reading/{envelope.pk}/", {"place": "1", "p": ["1"]}).status_code == 302
    assert "d’autres yeux" in page(first.get(f"{base}reading/{envelope.pk}/"))
    assert second.post(f"{base}reading/{envelope.pk}/", {"place": "1", "p": ["1"]}).status_code == 302
    assert "Dans l’urne : 1 sur 1" in page(second.get(f"{base}reading/{envelope.pk}/"))
    assert "1 remis, 1 dans l’urne, 0 nuls, 0 non lus" in page(desk.get(base))
    assert Client().get(f"{base}blank/").status_code == 200
    for path in ("", "reading/"):
        assert Client().get(base + path).status_code == 403
