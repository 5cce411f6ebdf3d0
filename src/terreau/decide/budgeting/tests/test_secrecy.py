"""Whoever holds the whole database tries to join voters and ballots, and cannot once they are mixed."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.db.models.expressions import RawSQL

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.actions import Identity
from terreau.decide.budgeting.actions.mixing import COMPANY
from terreau.decide.budgeting.electors import Listed
from terreau.decide.budgeting.enums import Counted
from terreau.decide.budgeting.models import Attendance, Ballot, Edition, Kiosk, Objection, Pace, Slip, Tally
from terreau.decide.budgeting.tests.editions import close, edition, finish, letters, person, vote
from terreau.decide.budgeting.tests.test_box import crowd, system_columns
from terreau.trust.audit.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 31  # as many different ballots of five projects, none empty


def test_before_mixing_the_transaction_would_tell_and_after_it_nothing_does() -> None:
    made = edition()
    chosen = crowd(made, PEOPLE)
    joined = {row[0] for row in system_columns("attendance")} & {row[0] for row in system_columns("slip")}
    assert len(joined) == PEOPLE  # the attack works on slips: that is what mixing is for
    closed = close(made)
    assert actions.mix() == PEOPLE
    attendance, ballots = system_columns("attendance"), system_columns("ballot")
    assert not {row[0] for row in attendance} & {row[0] for row in ballots}  # the number of the transaction
    assert len({row[0] for row in ballots}) == 1  # all came in one
    order = [
        tuple(numbers) for numbers in Ballot.objects.order_by(RawSQL("ctid", ())).values_list("numbers", flat=True)
    ]
    assert sorted(order) == sorted(chosen) and order != chosen  # the order of rows: one chance in 31! to be the same
    by_id = [tuple(numbers) for numbers in Ballot.objects.order_by("id").values_list("numbers", flat=True)]
    assert by_id != chosen
    texts = [str(value) for row in attendance for value in row[2:] if len(str(value)) > 12]
    kept = " ".join(str(row) for row in ballots)
    assert not [text for text in texts if text in kept]  # no value of the one stands in the other
    assert queries.balance(closed).holds and not Slip.objects.exists()


def test_pupils_and_people_of_the_register_are_no_more_found_than_others() -> None:
    """Classes and the register write more about who came, and nothing more about what was chosen."""
    made = edition(channels=["letter", "register", "class"])
    session, cards = actions.open_class(edition=made, name="CE2", school="S", pupils=20, lang="fr", by=None)
    listed = [Listed(f"Famille{n}", "Alix", date(1980, 1, 1)) for n in range(11)]
    actions.load_register(edition=made, persons=listed, by=None)
    chosen = [tuple(n for n in range(1, 6) if rank + 1 & 1 << n - 1) for rank in range(PEOPLE)]
    who = [Identity(card=(session.pk, " ".join(card.pictures))) for card in cards]
    who += [Identity(family=one.family, given=one.given, born=one.born) for one in listed]
    for identity, numbers in zip(who, chosen, strict=True):
        vote(made, identity, *numbers)
    closed = close(made)
    assert actions.mix() == PEOPLE
    ballots, others = system_columns("ballot"), [system_columns(t) for t in ("attendance", "pupilcard", "elector")]
    assert len({row[0] for row in ballots}) == 1
    assert not {row[0] for rows in others for row in rows} & {row[0] for row in ballots}
    order = [tuple(n) for n in Ballot.objects.order_by(RawSQL("ctid", ())).values_list("numbers", flat=True)]
    assert sorted(order) == sorted(chosen) and order != chosen
    texts = [str(value) for rows in others for row in rows for value in row[2:] if len(str(value)) > 12]
    kept = " ".join(str(row) for row in ballots)
    assert texts and not [text for text in texts if text in kept]
    assert not Event.objects.filter(name__contains="voted").exists() and queries.balance(closed).holds


def test_tallies_cannot_be_joined_with_attendances_or_ballots_once_they_are_stirred() -> None:
    made = edition()
    for rank, numbers in enumerate(([1], [2], [1, 3], [4])):
        (code,) = letters(made, 1)
        vote(made, person(code, rank), *numbers)
        actions.tally(edition=made, kind=Counted.USED, address=f"192.0.2.{rank}")
    people, before = (sorted(int(str(row[0])) for row in system_columns(t)) for t in ("attendance", "tally"))
    assert not set(people) & set(before)  # never written together
    assert all(
        one < other for one, other in zip(people, before, strict=True)
    )  # yet the order would tell: who, then where
    old = file_of("budgeting_tally")
    actions.stir_tallies()
    after = {row[0] for row in system_columns("tally")}
    assert len(after) == 1 and file_of("budgeting_tally") != old  # one transaction, and the old rows' file is gone
    assert Tally.objects.count() == 4
    known = " ".join(str(row[2:]) for table in ("attendance", "slip") for row in system_columns(table))
    assert not [place for place in Tally.objects.values_list("place", flat=True) if place in known]


def test_what_is_kept_for_signs_has_no_hour_and_names_no_voter() -> None:
    assert {field.name for field in Tally._meta.fields} == {
        "id",
        "edition",
        "day",
        "kind",
        "place",
        "kiosk",
        "agent",
        "count",
    }
    assert {field.name for field in Pace._meta.fields} == {"id", "edition", "day", "channel", "seen", "most", "busiest"}
    for model in (Tally, Pace):
        assert not [f.name for f in model._meta.fields if f.get_internal_type() == "DateTimeField"]
    related = {f.related_model for model in (Tally, Pace, Kiosk) for f in model._meta.fields if f.related_model}
    assert not related & {Attendance, Ballot, Slip}
    assert not [
        f for model in (Attendance, Ballot, Slip) for f in model._meta.fields if f.related_model not in (None, Edition)
    ]


def test_ballots_have_no_column_that_dates_or_names_them() -> None:
    columns = {field.name for field in Ballot._meta.fields}
    assert columns == {"id", "edition", "numbers", "values", "tracking", "extra"}
    assert {field.name for field in Attendance._meta.fields} == {"id", "edition", "voter", "proof", "channel", "day"}


def test_while_the_vote_goes_on_some_slips_stay_as_company() -> None:
    made = edition()
    crowd(made, COMPANY)
    assert actions.mix() == 0
    crowd_more = edition(name="Autre")
    crowd(crowd_more, PEOPLE)
    assert actions.mix() == PEOPLE - COMPANY
    assert Slip.objects.filter(edition=crowd_more).count() == COMPANY
    assert Slip.objects.filter(edition=made).count() == COMPANY
    assert queries.balance(crowd_more) == queries.Balance(PEOPLE, PEOPLE, 0)
    stamps = {row[0] for row in system_columns("slip")}
    assert len(stamps) == 1  # those who stay were written again together, too


def test_the_file_of_slips_is_thrown_away() -> None:
    """Dead rows would keep the number of their transaction: a mixing leaves another file behind, not a cleaned one."""
    made = edition()
    crowd(made, PEOPLE)
    before = file_of("budgeting_slip")
    close(made)
    actions.mix()
    after = file_of("budgeting_slip")
    assert before != after


def file_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath(%s)", [table])
        return str(cursor.fetchone()[0])


def test_a_mixing_that_is_killed_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = edition()
    crowd(made, PEOPLE)
    close(made)

    def die(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("terreau.decide.budgeting.actions.mixing.record", die)
        with pytest.raises(KeyboardInterrupt):
            actions.mix()
    assert (Slip.objects.count(), Ballot.objects.count()) == (PEOPLE, 0)
    actions.mix()
    assert (Slip.objects.count(), Ballot.objects.count()) == (0, PEOPLE)


def test_no_page_of_the_room_keeps_choices_in_a_session() -> None:
    """A draft in a session would stand beside the account: choices travel in the form alone."""
    room = Path(__file__).resolve().parents[1]
    sources = [path for path in room.rglob("*.py") if "tests" not in path.parts]
    assert not [path.name for path in sources if re.search(r"session\[.*(choice|ballot|draft)", path.read_text())]


def test_a_mixing_does_not_hold_voters_up_while_a_backup_reads() -> None:
    made = edition()
    crowd(made, PEOPLE)
    reader = connection.copy()
    with reader.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE budgeting_slip IN ACCESS SHARE MODE")  # as pg_dump does
        with pytest.raises(OperationalError):
            actions.mix(patience=1)
        cursor.execute("ROLLBACK")
    reader.close()
    assert actions.mix() == PEOPLE - COMPANY


def test_the_key_of_the_hashes_is_thrown_away_when_objections_are_closed() -> None:
    made = edition()
    crowd(made, PEOPLE)
    made = close(made)
    actions.publish(asked=actions.run_count(asked=actions.ask_count(edition=made, by=None)), by=None)
    actions.object_to_result(edition=made, name="René", contact="06 00", text="Pourquoi ?", by=None)
    actions.tally(edition=made, kind=Counted.USED, address="192.0.2.1")
    assert actions.forget_voters() == 0  # objections are open
    actions.answer_objection(objection=Objection.objects.get(), text="Vérifié.", finding="unfounded", by=None)
    finish(made)
    assert actions.forget_voters() == 1 and actions.forget_voters() == 0
    made.refresh_from_db()
    assert not Tally.objects.exists()
    assert bytes(made.pepper) == b"" and Objection.objects.get().contact == ""
    with pytest.raises(DatabaseError, match="frozen"):
        Edition.objects.filter(pk=made.pk).update(pepper=b"another")
