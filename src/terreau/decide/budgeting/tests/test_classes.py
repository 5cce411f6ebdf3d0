"""A class votes: one card one ballot, in its own class and while it is open; and nothing is kept about a pupil."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.actions import Identity
from terreau.decide.budgeting.actions.classes import Card
from terreau.decide.budgeting.actions.voting import AlreadyVoted
from terreau.decide.budgeting.models import Attendance, ClassSession, Edition, PupilCard, Slip
from terreau.decide.budgeting.pictograms import new_card
from terreau.decide.budgeting.tests.editions import close, draft, edition, vote
from terreau.lib.errors import Refused
from terreau.trust.people import actions as people
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db


def school(**more: Any) -> Edition:
    return edition(template="school", channels=["class", "paper"], **more)


def opened(made: Edition, pupils: int = 5, name: str = "CE2", by: Any = None) -> tuple[ClassSession, list[Card]]:
    return actions.open_class(edition=made, name=name, school="Jean-Moulin", pupils=pupils, lang="fr", by=by)


def pupil(session: ClassSession, card: Card) -> Identity:
    return Identity(card=(session.pk, " ".join(card.pictures)))


def of(made: Edition, session: ClassSession) -> queries.Class:
    return next(one for one in queries.classes(made) if one.session.pk == session.pk)


def test_a_card_votes_once() -> None:
    made = school()
    session, cards = opened(made)
    assert len({tuple(card.pictures) for card in cards}) == 5
    vote(made, pupil(session, cards[0]), 1, 2)
    with pytest.raises(AlreadyVoted):
        vote(made, pupil(session, cards[0]), 3)
    vote(made, pupil(session, cards[1]), 3)
    counted = of(made, session)
    assert (counted.given, counted.used, counted.unused) == (5, 2, 3)
    assert queries.balance(made) == queries.Balance(2, 2, 0)
    assert set(Attendance.objects.values_list("channel", flat=True)) == {"class"}


def test_a_double_press_is_one_ballot() -> None:
    made = school()
    session, cards = opened(made)
    vote(made, pupil(session, cards[0]), 1, nonce="same")
    assert vote(made, pupil(session, cards[0]), 1, nonce="same").again
    assert queries.balance(made).ballots == 1


def test_a_card_votes_in_its_own_class_alone() -> None:
    made = school()
    (one, cards), (other, _cards) = opened(made), opened(made, name="CM1")
    with pytest.raises(Refused, match="pas de ta classe"):
        vote(made, pupil(other, cards[0]), 1)
    elsewhere = school(name="Une autre école")
    with pytest.raises(Refused, match="pas de ta classe"):
        vote(elsewhere, pupil(one, cards[0]), 1)
    with pytest.raises(Refused, match="pas de ta classe"):
        vote(made, Identity(card=(one.pk, " ".join(new_card()[:3]))), 1)
    assert not Attendance.objects.exists()


def test_a_closed_class_takes_nothing_and_stays_closed() -> None:
    made = school()
    session, cards = opened(made)
    vote(made, pupil(session, cards[0]), 1)
    actions.close_class(session=session, by=None)
    actions.close_class(session=session, by=None)  # twice is once
    with pytest.raises(Refused, match="fini"):
        vote(made, pupil(session, cards[1]), 1)
    for refused in (
        lambda: actions.renew_cards(session=session, by=None),
        lambda: actions.seal_class_paper(session=session, seal="A, B", sheets=1, by=None),
    ):
        with pytest.raises(Refused, match="ne se rouvre pas"):
            refused()
    assert opened(made)[0].pk != session.pk  # another class may bear the same name afterwards


def test_lost_cards_are_drawn_again_and_those_that_voted_are_not() -> None:
    made = school()
    session, cards = opened(made, 3)
    vote(made, pupil(session, cards[0]), 1)
    fresh = actions.renew_cards(session=session, by=None)
    assert [card.number for card in fresh] == [2, 3]
    with pytest.raises(Refused, match="pas de ta classe"):
        vote(made, pupil(session, cards[1]), 1)
    with pytest.raises(AlreadyVoted):
        vote(made, pupil(session, cards[0]), 1, nonce="another")
    for card in fresh:
        vote(made, pupil(session, card), 2)
    assert of(made, session).unused == 0 and queries.balance(made).voters == 3


@pytest.mark.parametrize(("pupils", "said"), [(0, "1 à 40"), (41, "1 à 40")])
def test_a_class_has_forty_pupils_at_most(pupils: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        opened(school(), pupils)


def test_what_cannot_be_a_class_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="ne se vote pas en classe"):
        opened(edition())
    made = school()
    opened(made)
    with pytest.raises(Refused, match="déjà ouverte"):
        opened(made)
    with pytest.raises(Refused, match="clos"):
        opened(close(made), name="CM2")


def test_cards_are_printed_before_the_vote_and_open_nothing_until_then() -> None:
    made = school(opens=1, closes=2)
    session, cards = opened(made)
    with pytest.raises(Refused, match="pas ouvert"):
        vote(made, pupil(session, cards[0]), 1)


def test_a_school_asks_for_no_age_and_a_joint_count_takes_everybody_s_ballots() -> None:
    joint = edition(channels=["letter", "desk", "class"])
    session, cards = opened(joint)
    vote(joint, pupil(session, cards[0]), 1)
    code = actions.give_pass(
        edition=joint, family="Roy", given="Ann", born=timezone.localdate() - timedelta(days=9000), by=None
    )
    vote(joint, Identity(code=code), 2)
    asked = actions.run_count(asked=actions.ask_count(edition=close(joint), by=None))
    assert (asked.state, asked.ballots) == ("agreed", 2)


def test_paper_of_a_class_uses_up_cards_and_is_read_by_two() -> None:
    made = school()
    session, cards = opened(made, 3)
    vote(made, pupil(session, cards[0]), 1)
    envelope = actions.seal_class_paper(session=session, seal="A, B", sheets=2, by=None)
    with pytest.raises(AlreadyVoted):
        vote(made, pupil(session, cards[2]), 1)
    with pytest.raises(Refused, match="Il reste 0"):
        actions.seal_class_paper(session=session, seal="A, B", sheets=1, by=None)
    readers: list[Person] = [people.create_person(email=f"r{n}@essai.example", name=f"R{n}", by=None) for n in (1, 2)]
    for sheet in envelope.sheets.all():
        for reader in readers:
            actions.read_sheet(sheet=sheet, choices={2: 1}, void="", by=reader)
    found = queries.balance(made)
    assert (found.voters, found.ballots, found.missing) == (3, 3, 0) and found.holds


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE budgeting_classsession SET closed_at = NULL", "opened once and closed once"),
        ("UPDATE budgeting_classsession SET pupils = 40", "opened once and closed once"),
        ("DELETE FROM budgeting_classsession", "opened once and closed once"),
        ("DELETE FROM budgeting_pupilcard", "cards are kept"),
        ("UPDATE budgeting_pupilcard SET digest = 'x'", "one card a pupil"),
        (
            "INSERT INTO budgeting_pupilcard (session_id, number, digest, voter) "
            "SELECT id, 6, 'd', 'v' FROM budgeting_classsession",
            "one card a pupil",
        ),
    ],
)  # fmt: skip
def test_the_database_keeps_a_closed_class_as_it_is(statement: str, said: str) -> None:
    session, _cards = opened(school())
    actions.close_class(session=session, by=None)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match=said), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_sixth_card_for_five_pupils_is_refused_by_the_database() -> None:
    session, _cards = opened(school())
    with pytest.raises(DatabaseError, match="one card a pupil"), transaction.atomic():
        PupilCard.objects.create(session=session, number=6, digest="d", voter="v")
    with pytest.raises(DatabaseError, match="number_once"), transaction.atomic():
        PupilCard.objects.create(session=session, number=5, digest="d", voter="v")


def test_the_database_admits_no_pupil_without_a_card_of_an_open_class() -> None:
    made, other = school(), school(name="Autre")
    session, _cards = opened(made)
    actions.open_vote(edition=made)
    voters = list(PupilCard.objects.values_list("voter", flat=True))
    for of_edition, voter in ((made, "invented"), (other, voters[0])):
        with pytest.raises(DatabaseError, match="gave this card"), transaction.atomic():
            Attendance.objects.create(
                edition=of_edition, voter=voter, proof=voter, channel="class", day=timezone.localdate()
            )
    actions.close_class(session=session, by=None)
    with pytest.raises(DatabaseError, match="gave this card"), transaction.atomic():
        Attendance.objects.create(
            edition=made, voter=voters[0], proof=voters[0], channel="class", day=timezone.localdate()
        )
    assert not Slip.objects.exists()


def test_nothing_kept_of_a_class_names_a_pupil_or_shows_a_card() -> None:
    columns = {field.name for model in (ClassSession, PupilCard) for field in model._meta.fields}
    assert columns == {
        "id", "edition", "name", "school", "pupils", "lang", "code", "opened_at", "opened_by", "closed_at", "closed_by",
        "session", "number", "digest", "voter",
    }  # fmt: skip
    _session, cards = opened(school(), 30)
    kept = str(list(PupilCard.objects.values()))
    assert not [card for card in cards if " ".join(card.pictures) in kept]


def test_two_cards_are_hardly_ever_alike() -> None:
    assert len({new_card() for _card in range(2_000)}) > 1_980


def test_the_lesson_counts_as_the_engine_does() -> None:
    """Six children, 60 €, three projects: what the sheet says is what comes out, by a whole vote in a class."""
    wanted = draft(template="school", channels=["class", "paper"], budget=Decimal(60))
    made = actions.make_edition(draft=wanted, by=None)
    for title, cost in (("Ballons", 18), ("Potager", 28), ("Livres", 24)):
        actions.add_project(edition=made, values={"title": title, "cost": Decimal(cost)}, by=None)
    actions.show_edition(edition=made, by=None)
    made = Edition.objects.get(pk=made.pk)
    session, cards = opened(made, 6)
    for card, numbers in zip(cards, [(1, 3), (1, 3), (1, 2), (2,), (2,), (2, 3)], strict=True):
        vote(made, pupil(session, card), *numbers)
    asked = actions.run_count(asked=actions.ask_count(edition=close(made), by=None))
    result = queries.result(made, asked)
    assert {one.title for one in result.winners} == {"Ballons", "Potager"}
    shares = [Decimal(10)] * 6
    for payers, cost in (({0, 1, 2}, 18), ({2, 3, 4, 5}, 28)):
        poor = {child for child in payers if shares[child] * len(payers) < cost}
        rest = (cost - sum((shares[child] for child in poor), Decimal(0))) / (len(payers) - len(poor))
        shares = [Decimal(0) if n in poor else share - rest if n in payers else share for n, share in enumerate(shares)]
    assert shares == [4, 4, 0, 2, 2, 2] and shares[0] + shares[1] + shares[5] == 10
