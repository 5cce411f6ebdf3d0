"""Voting with the register: one person one ballot with it too, and a list that only grows once the vote is open."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.actions import Identity
from terreau.decide.budgeting.electors import Listed
from terreau.decide.budgeting.models import Attendance, Edition, Elector, Roll
from terreau.decide.budgeting.tests.editions import close, edition, finish, letters, person, vote
from terreau.decide.budgeting.tests.test_pages import CIVIL, page
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event
from terreau.trust.people.models import Attempt

pytestmark = pytest.mark.django_db
BORN = date(1980, 2, 3)


def made(channels: tuple[str, ...] = ("register", "letter", "desk", "paper"), **more: Any) -> Edition:
    return edition(channels=list(channels), **more)


def listed(family: str = "Dupont", given: str = "Zoé, Marie", born: date = BORN, **more: Any) -> Listed:
    return Listed(family, given, born, **{"usual": "Martin", "street": "12 rue du Moulin", **more})


def load(one: Edition, *persons: Listed, reason: str = "") -> actions.Loaded:
    return actions.load_register(edition=one, persons=persons, reason=reason, by=None)


def named(family: str = "Dupont", given: str = "Zoé", born: date = BORN, **more: Any) -> Identity:
    return Identity(family=family, given=given, born=born, **more)


def test_somebody_on_the_list_votes_with_a_name_and_a_date() -> None:
    one = made()
    load(one, listed())
    vote(one, named("MARTIN", "Marie Zoé"), 1)  # the usual name, given names in another order
    attendance = Attendance.objects.get()
    assert attendance.channel == "register" and queries.balance(one).holds
    with pytest.raises(Refused, match="chacun vote une fois"):
        vote(one, named(), 2)


@pytest.mark.parametrize(
    "who",
    [
        named("Dupond"), named(born=date(1980, 2, 4)), named(given="Léa"),
        named(street="14 rue du Moulin"), named(street=""), named("", ""),
    ],
)  # fmt: skip
def test_somebody_who_is_not_on_the_list_is_told_what_to_do(who: Identity) -> None:
    one = made(asks_address=True)
    load(one, listed())
    with pytest.raises(Refused, match=r"à l’accueil|Donnez votre nom"):
        vote(one, who, 1)
    vote(one, named(street="12, r. du Moulin"), 1)


def test_one_person_votes_once_by_list_letter_desk_and_paper() -> None:
    one = made()
    load(one, listed(), listed("Roy", "Ann", usual=""))
    (code,) = letters(one, 1)
    vote(one, person(code, family="Martin", given="Marie", born=BORN), 1)  # a letter, under the usual name
    for refused in (
        lambda: vote(one, named(), 2),
        lambda: actions.hand_paper(edition=one, family="DUPONT", given="Zoe", born=BORN, by=None),
        lambda: actions.give_pass(edition=one, family="Martin", given="Zoé", born=BORN, by=None),
    ):
        with pytest.raises(Refused, match=r"une fois|déjà voté"):
            refused()
    assert queries.balance(one) == queries.Balance(1, 1, 0)


def test_somebody_who_voted_under_another_name_before_being_listed_does_not_vote_again() -> None:
    one = made()
    load(one, listed("Roy", "Ann", usual=""))
    first, _second = letters(one, 2)
    vote(one, person(first, family="Martin", given="Marie", born=BORN), 1)
    code = actions.give_pass(edition=one, family="Petit", given="Eve", born=BORN, by=None)
    load(one, listed(), listed("Grand", "Eve", usual="Petit"), reason="inscrites par le juge")
    with pytest.raises(Refused, match="une fois"):
        vote(one, named(), 2)
    vote(one, Identity(code=code), 2)
    with pytest.raises(Refused, match="une fois"):
        vote(one, named("Grand", "Eve"), 2)


def test_twins_are_told_apart_and_what_cannot_be_is_refused() -> None:
    one = made()
    load(
        one,
        listed("Roy", "Jean-Paul"),
        listed("Roy", "Jean-Pierre"),
        listed("Noé", "Ada Eve"),
        listed("Noé", "Eve Lou"),
    )
    vote(one, named("Roy", "Jean-Pierre"), 1)
    vote(one, named("Roy", "Jean Paul"), 1)
    vote(one, named("Noé", "Eve"), 1)  # whose first given name it is
    vote(one, named("Noé", "Ada"), 1)
    assert queries.balance(one).voters == 4
    with pytest.raises(Refused, match="pas sur la liste"):
        vote(one, named("Roy", "Jean"), 1)


def test_a_letter_may_ask_to_be_on_the_list_too() -> None:
    one = made(("letter",), on_register=True)
    load(one, listed())
    code, other = letters(one, 2)
    with pytest.raises(Refused, match="pas sur la liste"):
        vote(one, person(code), 1)
    with pytest.raises(Refused, match="tapez le code"):
        vote(one, named(), 1)  # the list alone opens nothing here
    vote(one, person(code, family="Dupont", given="Zoé", born=BORN), 1)
    with pytest.raises(Refused, match="une fois"):
        vote(one, person(other, family="Martin", given="Marie", born=BORN), 1)


def test_too_young_is_too_young_on_a_list_too() -> None:
    one = made()
    born = timezone.localdate().replace(year=timezone.localdate().year - 12, day=1)
    with pytest.raises(Refused, match="à partir de 16 ans"):
        load(one, listed(born=born))
    with pytest.raises(Refused, match="à partir de 16 ans"):
        vote(one, named(born=born), 1)


def test_a_list_is_replaced_until_the_vote_opens_then_only_grows_with_a_reason() -> None:
    one = made()
    load(one, listed())
    load(one, listed("Roy", "Ann"), listed("Roy", "Ann", line=9))
    assert Elector.objects.count() == 1 and Roll.objects.count() == 2
    actions.open_vote(edition=one)
    with pytest.raises(Refused, match="dites pourquoi"):
        load(one, listed())
    loaded = load(one, listed(), listed("Roy", "Ann"), reason="jugement du 3 mars")
    assert (loaded.roll.persons, Elector.objects.count()) == (1, 2)
    with pytest.raises(Refused, match="déjà sur la liste"):
        load(one, listed(), reason="encore")
    event = Event.objects.filter(name="budgeting.register_added").get()
    assert event.detail == {"roll": loaded.roll.pk, "persons": 1} and loaded.roll.reason == "jugement du 3 mars"
    assert Edition.objects.get(pk=one.pk).electorate == 1  # what it was when the vote opened
    with pytest.raises(Refused, match="clos"):
        load(close(one), listed("Trop", "Tard"), reason="tard")


def test_an_edition_without_a_list_takes_none() -> None:
    with pytest.raises(Refused, match="n’emploie pas"):
        load(edition(), listed())
    with pytest.raises(Refused, match="ne nomme personne"):
        load(made())


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM budgeting_elector", "only grows"), ("UPDATE budgeting_elector SET voter = 'x'", "never changed"),
        ("TRUNCATE budgeting_elector", "append-only"), ("DELETE FROM budgeting_roll", "append-only"),
        ("UPDATE budgeting_roll SET persons = 9", "append-only"),
        (
            "INSERT INTO budgeting_elector (edition_id, roll_id, voter, keys, place) "
            "SELECT edition_id, id, 'x', '{x}', '' FROM budgeting_roll",
            "say why",
        ),
        ("UPDATE budgeting_edition SET asks_address = true", "frozen"),
    ],
)  # fmt: skip
def test_the_database_keeps_the_list_of_an_open_vote(statement: str, said: str) -> None:
    one = made()
    load(one, listed())
    actions.open_vote(edition=one)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match=said), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("more", [{"channels": ["register"]}, {"channels": ["letter"], "on_register": True}])
def test_a_list_without_names_is_refused_by_the_database(more: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="register_by_name"), transaction.atomic():
        edition(asks_civil=False, **more)


def test_nothing_of_the_list_stands_in_clear_and_all_of_it_goes_with_the_key() -> None:
    one = made()
    load(one, listed())
    vote(one, named(), 1)
    tables = (Elector, Roll, Event)
    kept = " ".join(str(list(table.objects.values())) for table in tables).casefold()
    # Whole words only: among random marks and microseconds, two letters or four figures come up by chance.
    words = ("dupont", "martin", "zoé", str("zoé".encode())[2:-1], "marie", "moulin", "1980-02-03", "date(1980, 2, 3)")
    assert Elector.objects.exists() and not [word for word in words if word in kept]
    closed = close(one)
    actions.publish(asked=actions.run_count(asked=actions.ask_count(edition=closed, by=None)), by=None)
    finish(one)
    assert actions.forget_voters() == 1
    assert not Elector.objects.exists() and Roll.objects.exists()


def test_a_voter_of_the_list_needs_no_code_and_guessing_is_slow(client: Client) -> None:
    one = made(("register", "desk"), asks_address=True)
    load(one, listed("Martin", "Zoé", date(1980, 5, 4)))
    base = f"/budgets/{one.slug}/ballot/"
    assert 'name="street"' in page(client.post(base, {"p": ["1"]}))
    sent = {"p": ["1"], **CIVIL, "nonce": "n" * 32, "street": "12 rue du Moulin"}
    guesses = [client.post(f"{base}box/", {**sent, "born": f"1980-05-{day:02d}"}) for day in range(6, 13)]
    assert "ne vous trouvons pas" in page(guesses[0]) and [one.status_code for one in guesses][-1] == 429
    assert not [row for row in Attempt.objects.values_list("key", flat=True) if "artin" in row]
    Attempt.objects.all().delete()
    assert "dans l’urne" in page(client.post(f"{base}box/", sent))
    assert "chacun vote une fois" in page(client.post(f"{base}box/", {**sent, "nonce": "m" * 32}))
    assert Attempt.objects.filter(failures__gt=0).exists()  # to learn that a neighbour voted costs a turn


def test_the_rules_say_what_the_list_protects_from(client: Client) -> None:
    open_list, both = made(asks_address=True), made(("letter",), on_register=True, name="Deux clés")
    assert "voter à sa place" in page(client.get(f"/budgets/{open_list.slug}/rules/"))
    assert "Pour voter deux fois, il faudrait la lettre d’un autre" in page(client.get(f"/budgets/{both.slug}/rules/"))
