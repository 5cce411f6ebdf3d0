"""Whoever wishes to bend a vote: stuffing, guessing, sending again, turning clocks, reaching into other editions."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.models import Assignment, Attendance, Edition, Objection, Opening, Replacement, Slip
from terreau.decide.budgeting.tests.editions import draft, edition, letters, person, vote
from terreau.decide.budgeting.tests.test_counting import closed, counted
from terreau.decide.budgeting.tests.test_pages import CIVIL, form_of, holding, page
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused

pytestmark = pytest.mark.django_db
WORDS = ("name", "question", "summary")  # what may still be mended, beside its record, once the vote is open


def send(client: Client, made: Edition, path: str = "ballot/box/", **sent: Any) -> Any:
    return client.post(f"/budgets/{made.slug}/{path}", sent)


def ballot(code: str, *numbers: object, **more: Any) -> dict[str, Any]:
    return {"p": [str(n) for n in numbers], "code": code, **CIVIL, "nonce": "n" * 32, **more}


# stuffing


@pytest.mark.parametrize("table", ["slip", "ballot"])
def test_many_ballots_for_one_voter_are_refused_by_the_database(table: str) -> None:
    made = edition()
    actions.open_vote(edition=made)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        row = Attendance(edition=made, voter="v", proof="p", channel="letter", day=timezone.localdate())
        row.save()
        for tracking in ("a", "b"):
            cursor.execute(
                f"INSERT INTO budgeting_{table} (id, edition_id, numbers, values, tracking) "
                "VALUES (gen_random_uuid(), %s, '{1}', '{1}', %s)",
                [made.pk, tracking],
            )
    assert queries.balance(made) == queries.Balance(0, 0, 0)


def test_a_voter_of_one_edition_admits_no_ballot_to_another() -> None:
    one, other = edition(), edition(name="Autre")
    for each in (one, other):
        actions.open_vote(edition=each)
    with pytest.raises(DatabaseError, match="without a voter"), transaction.atomic():
        Attendance.objects.create(edition=one, voter="v", proof="p", channel="letter", day=timezone.localdate())
        Slip.objects.create(edition=other, numbers=[1], values=[1], tracking="t")


def test_a_replacement_of_nothing_stuffs_nothing() -> None:
    """A tracking code that no ballot has admits a slip in raw SQL; the balance then finds it, and nothing is counted."""
    made = edition()
    actions.open_vote(edition=made)
    Replacement.objects.create(edition=made, tracking="nobody")
    Slip.objects.create(edition=made, numbers=[1], values=[1], tracking="t")
    found = queries.balance(made)
    assert found.ballots == 1 and found.counted == 0  # one ballot more, one less: the invented one takes no place


# guessing


def test_codes_of_receipts_are_not_tried_one_after_another(client: Client) -> None:
    made = edition()
    answers = [
        send(client, made, "tracking/", tracking=f"TILLEUL {n:02d} SAULE 12 SAULE").status_code for n in range(14)
    ]
    assert answers[0] == 422 and answers[-1] == 429


def test_replacing_is_no_way_around_that_limit(client: Client) -> None:
    made = edition()
    answers = [
        send(client, made, p=["1"], replaces="1", tracking=f"SAULE {n:02d} SAULE 12 SAULE", nonce="m" * 32).status_code
        for n in range(14)
    ]
    assert answers[0] == 422 and answers[-1] == 429


def test_a_wrong_code_and_a_revoked_one_say_nothing_of_who_has_voted(client: Client) -> None:
    made = edition()
    code, other = letters(made, 2)
    vote(made, person(code), 1)
    said = page(send(client, made, **ballot("AAAA-BBBB-CCCC", 1)))
    assert "pas de cette édition" in said and "chacun vote une fois" not in said
    assert queries.balance(made).voters == 1 and other


# sending again


def test_going_back_on_a_shared_computer_loses_nobody_s_ballot(client: Client) -> None:
    """The page of the first voter, filled in again by the second: the same form, another person, another ballot."""
    made = edition()
    one, other = letters(made, 2)
    first = page(send(client, made, **ballot(one, 1)))
    second = page(send(client, made, **ballot(other, 2, family="Bernard")))
    codes = [re.search(r"data-code>([^<]+)<", each)[1] for each in (first, second)]
    assert codes[0] != codes[1] and "déjà arrivé" not in second
    assert queries.balance(made) == queries.Balance(2, 2, 0)


def test_a_form_sent_again_with_other_choices_changes_nothing_and_says_what_is_held(client: Client) -> None:
    made = edition()
    (code,) = letters(made, 1)
    send(client, made, **ballot(code, 1))
    again = page(send(client, made, **ballot(code, 2, 3)))
    assert "déjà arrivé" in again and "Projet 1" in again and "Projet 2" not in again
    assert Slip.objects.get().numbers == [1]


def test_two_tabs_are_one_vote(client: Client) -> None:
    made = edition()
    (code,) = letters(made, 1)
    assert "dans l’urne" in page(send(client, made, **ballot(code, 1, nonce="a" * 32)))
    second = send(client, made, **ballot(code, 2, nonce="b" * 32))
    assert second.status_code == 422 and "chacun vote une fois" in page(second)
    assert Slip.objects.get().numbers == [1]


def test_a_form_of_another_site_is_refused() -> None:
    made = edition()
    (code,) = letters(made, 1)
    assert send(Client(enforce_csrf_checks=True), made, **ballot(code, 1)).status_code == 403
    assert queries.balance(made).ballots == 0


# clocks


def test_a_site_whose_clock_runs_ahead_opens_no_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    early = edition(opens=2, closes=9)
    (code,) = letters(early, 1)
    later = timezone.now() + timedelta(days=3)
    monkeypatch.setattr("terreau.decide.budgeting.actions.voting.timezone.now", lambda: later)
    with pytest.raises(Refused, match="pas ouvert"):
        vote(early, person(code), 1)
    assert actions.open_due.__module__ and not Opening.objects.exists() and not Attendance.objects.exists()


def test_raw_sql_opens_no_vote_before_its_day() -> None:
    early = edition(opens=2, closes=9)
    with pytest.raises(DatabaseError, match="does not open yet"), transaction.atomic():
        Opening.objects.create(edition=early, rule_sha256="0" * 64, projects_sha256="0" * 64)


# the edition edited once its vote is open


FREE = {*WORDS, "pepper", "version"}
COLUMNS = sorted(field.column for field in Edition._meta.concrete_fields if field.name not in FREE)
OTHER = {
    "boolean": "NOT {0}", "integer": "coalesce({0}, 0) + 1", "smallint": "coalesce({0}, 0) + 1", "bigint": "coalesce({0}, 0) + 1",
    "numeric": "coalesce({0}, 0) + 1", "character varying": "left({0}, 2) || 'z'", "text": "{0} || 'x'",
    "ARRAY": "array_append({0}, 'paper')", "jsonb": "'[1]'", "timestamp with time zone": "coalesce({0}, now()) + interval '1 day'",
}  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_of_the_rules_is_frozen_in_the_database(column: str) -> None:
    made = edition()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_type FROM information_schema.columns WHERE table_name = 'budgeting_edition' AND column_name = %s",
            [column],
        )
        kind = cursor.fetchone()[0]
    value = OTHER[kind].format(f'"{column}"')
    actions.open_vote(edition=made)
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE budgeting_edition SET "{column}" = {value} WHERE id = %s', [made.pk])
    assert "frozen" in str(caught.value), column


@pytest.mark.parametrize("column", ["number", "key", "title", "cost", "envelope", "edition_id"])
def test_what_is_voted_on_is_frozen_in_the_database(column: str) -> None:
    made = edition()
    actions.open_vote(edition=made)
    value = (
        "number + 40"
        if column == "number"
        else "cost + 1"
        if column == "cost"
        else "edition_id + 1"
        if column == "edition_id"
        else f"{column} || 'x'"
    )
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE budgeting_project SET {column} = {value} WHERE edition_id = %s", [made.pk])


def test_an_edition_edited_once_its_vote_is_open_is_refused_with_a_sentence(client: Client) -> None:
    made = edition(channels=["letter"], min_age=11)
    vote_phase = made.phases.get(kind="vote")
    holding(client, made, "settle")
    actions.open_vote(edition=made)
    opens, closes = timezone.localtime(vote_phase.opens_at), timezone.localtime(vote_phase.closes_at)
    before = Edition.objects.values().get(pk=made.pk)
    sent = form_of(
        vote_opens_0=f"{opens:%Y-%m-%d}",
        vote_opens_1=f"{opens:%H:%M}",
        vote_closes_0=f"{closes:%Y-%m-%d}",
        vote_closes_1=f"{closes:%H:%M}",
    )
    answer = client.post(f"/budgets/{made.slug}/settings/", {**sent, "name": "Autre nom", "budget": "99999"})
    assert answer.status_code == 422 and "ne changent plus" in page(answer) and "Autre nom" in page(answer)
    assert Edition.objects.values().get(pk=made.pk) == before


# someone else's objects


def test_a_task_of_one_edition_does_nothing_in_another(client: Client) -> None:
    mine, theirs = edition(), edition(name="Autre")
    someone = holding(client, mine, "desk")
    batch = actions.print_letters(edition=theirs, label="Lot", count=2, by=None)[0]
    for slug in (mine.slug, theirs.slug):
        answer = client.post(f"/budgets/{slug}/letters/{batch.pk}/revocation/letter/", {"number": "1"})
        assert answer.status_code in (403, 404)
        answer = client.post(f"/budgets/{slug}/letters/{batch.pk}/revocation/", {"confirmed": "1"})
        assert answer.status_code in (403, 404)
    assert not batch.letters.filter(revoked_at__isnull=False).exists()
    for task, path in (("settle", "announcement/"), ("study", "study/1/removal/"), ("count", "counting/count/")):
        Assignment.objects.filter(edition=mine, person=someone).delete()
        Assignment.objects.create(edition=mine, person=someone, task=task)
        assert client.post(f"/budgets/{theirs.slug}/{path}").status_code == 403, path
    assert theirs.projects.count() == 5


def test_a_count_or_an_objection_of_another_edition_is_not_reached_by_its_number(client: Client) -> None:
    mine, theirs = closed(), closed(name="Autre")
    asked = counted(theirs)
    holding(client, mine, "publish")
    assert client.post(f"/budgets/{mine.slug}/counting/publication/", {"count": asked.pk}).status_code == 404
    actions.publish(asked=asked, by=None)
    actions.publish(asked=counted(mine), by=None)
    Assignment.objects.create(edition=mine, person=signed_in(client, "agent", email="r@essai.example"), task="answer")
    made = actions.object_to_result(edition=theirs, name="René", contact="", text="Pourquoi ?", by=None)
    said = {"text": "Non.", "finding": "unfounded"}
    assert client.post(f"/budgets/{mine.slug}/result/objections/{made.pk}/answer/", said).status_code == 404
    assert not Objection.objects.filter(answered_at__isnull=False).exists()


def test_a_hand_of_another_edition_is_not_taken_back() -> None:
    mine, theirs = edition(), edition(name="Autre")
    mayor, agent = Client(), Client()
    someone = holding(agent, theirs, "count")
    mayor_self = signed_in(mayor, "administrator", email="maire@essai.example")
    Assignment.objects.create(edition=mine, person=mayor_self, task="settle")
    held = theirs.assignments.get(person=someone)
    assert mayor.post(f"/budgets/{mine.slug}/hands/{held.pk}/end/").status_code in (403, 404)
    held.refresh_from_db()
    assert held.ended_at is None


# what no form of ours sends


@pytest.mark.parametrize(
    "numbers", [["0"], ["-1"], ["6"], ["99999999999999999999"], ["١"], ["1e3"], ["1", "1"], ["6", "1"]]
)
def test_numbers_that_no_project_has_never_reach_the_box(client: Client, numbers: list[str]) -> None:
    made = edition()
    (code,) = letters(made, 1)
    send(client, made, **ballot(code, *numbers))
    held = list(Slip.objects.values_list("numbers", flat=True))
    assert held in ([], [[1]]) and (held == [] or "6" not in numbers)


def test_a_huge_form_is_refused_before_it_is_read(client: Client) -> None:
    made = edition()
    (code,) = letters(made, 1)
    assert send(client, made, **ballot(code, 1, remark="x" * 3_000_000)).status_code == 400
    assert send(client, made, **ballot(code, *range(1, 1_200))).status_code == 400
    assert send(client, made, **ballot(code, *range(1, 900))).status_code == 422
    assert queries.balance(made).ballots == 0


def test_long_words_and_odd_signs_make_no_second_person(client: Client) -> None:
    made = edition()
    one, other = letters(made, 2)
    vote(made, person(one, family="Dupont-Durand", given="Zoé"), 1)
    for family in ("DUPONT DURAND", "dupont\u00a0durand", "Dupont\u2011Durand", " Dupont  Durand "):
        with pytest.raises(Refused, match="chacun vote une fois"):
            vote(made, person(other, family=family, given="zoe"), 2)
    assert draft().values
