"""Codes counted to the end, released by a second person, withdrawn one by one or by the batch, never by an empty field."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import actions
from terreau.decide.budgeting.actions.voting import Identity
from terreau.decide.budgeting.models import Attendance, Batch, Edition, Letter, Release
from terreau.decide.budgeting.queries.letters import public_stocks, stock_of, stocks
from terreau.decide.budgeting.tests.editions import edition, letters, person, release, vote
from terreau.decide.budgeting.tests.test_counting import closed
from terreau.decide.budgeting.tests.test_pages import holding, page
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event
from terreau.trust.people import actions as people
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> Person:
    return people.create_person(email="guichet@essai.example", name="Karim", by=None)


@pytest.fixture
def counter() -> Person:
    return people.create_person(email="compte@essai.example", name="Nadia", by=None)


def printed(made: Edition, count: int, by: Person | None = None, label: str = "Gare") -> tuple[Batch, list[str]]:
    batch, sheets = actions.print_letters(edition=made, label=label, count=count, by=by)
    return batch, [one.code for one in sheets]


def told(batch: Batch) -> tuple[int, int, int, int]:
    one = stock_of(batch)
    return one.printed, one.used, one.withdrawn, one.unused


def test_a_code_opens_nothing_before_its_letters_are_counted(maker: Person, counter: Person) -> None:
    made = edition()
    batch, codes = printed(made, 3, maker)
    with pytest.raises(Refused, match="pas encore ouvert"):
        vote(made, person(codes[0]), 1)
    with pytest.raises(Refused, match="une autre personne"):
        actions.release_letters(batch=batch, counted=3, by=maker)
    with pytest.raises(Refused, match="pas compté autant"):
        actions.release_letters(batch=batch, counted=2, by=counter)
    assert Event.objects.get(name="budgeting.letters_miscounted").detail == {"batch": batch.pk}
    assert not Release.objects.exists()
    first = actions.release_letters(batch=batch, counted=3, by=counter)
    assert actions.release_letters(batch=batch, counted=3, by=counter) == first  # pressed twice
    assert Event.objects.filter(name="budgeting.letters_released").count() == 1
    assert vote(made, person(codes[0]), 1).code


def test_where_hands_are_few_the_same_person_may_and_it_is_said(maker: Person) -> None:
    made = edition(few_hands=True)
    batch, _codes = printed(made, 2, maker)
    actions.release_letters(batch=batch, counted=2, by=maker)
    assert stock_of(batch).alone


def test_a_pass_works_at_once_and_is_counted_too(counter: Person) -> None:
    made = edition()
    who = {"family": "Un", "given": "Alix", "born": timezone.localdate().replace(year=1980, day=1)}
    code = actions.give_pass(edition=made, by=None, **who)
    guichet = made.batches.get()
    assert told(guichet) == (1, 0, 0, 1)
    vote(made, Identity(code=code), 1)
    assert told(guichet) == (1, 1, 0, 0) and stock_of(guichet).works
    with pytest.raises(Refused, match="vaut aussitôt"):
        actions.release_letters(batch=guichet, counted=1, by=counter)


def test_every_code_is_used_withdrawn_or_unused() -> None:
    made = edition()
    batch, codes = printed(made, 5)
    release(batch)
    vote(made, person(codes[0]), 1)
    actions.revoke_letter(letter=batch.letters.get(number=2), by=None)
    assert told(batch) == (5, 1, 1, 3)
    with pytest.raises(Refused, match="déjà voté"):
        actions.revoke_letter(letter=batch.letters.get(number=1), by=None)
    assert actions.revoke_batch(batch=batch, by=None) == 3
    assert actions.revoke_batch(batch=batch, by=None) == 0
    assert told(batch) == (5, 1, 4, 0)
    assert Event.objects.filter(name="budgeting.letters_revoked").count() == 1


def test_the_database_holds_it(maker: Person, counter: Person) -> None:
    made = edition()
    batch, _codes = printed(made, 2, maker)
    other, _codes = printed(made, 2, maker, "Retirées")
    actions.revoke_batch(batch=other, by=maker)
    here = {"edition": made, "channel": "letter", "day": timezone.localdate()}
    letter = batch.letters.get(number=1)

    def refused(act: Any) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            act()

    refused(lambda: Attendance.objects.create(voter="a", proof=letter.digest, **here))
    refused(lambda: Release.objects.create(batch=batch, counted=2, released_by=maker))
    refused(lambda: Release.objects.create(batch=batch, counted=1, released_by=counter))
    refused(lambda: Release.objects.create(batch=other, counted=2, released_by=counter))
    Release.objects.create(batch=batch, counted=2, released_by=counter)
    refused(lambda: Letter.objects.create(batch=batch, number=3, digest="x"))
    refused(lambda: Attendance.objects.create(voter="b", proof=other.letters.get(number=1).digest, **here))
    for statement in (
        "UPDATE budgeting_release SET counted = 3",
        "DELETE FROM budgeting_release",
        "DELETE FROM budgeting_letter",
        "UPDATE budgeting_letter SET digest = 'y' WHERE number = 1",
        "UPDATE budgeting_batch SET revoked_at = NULL, label = 'z'",
        f"UPDATE budgeting_batch SET made_by_id = {counter.pk}",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as raw:
            raw.execute(statement)
    assert Attendance.objects.create(voter="a", proof=letter.digest, **here).pk


def test_who_counts_is_not_told_how_many_to_find(client: Client, maker: Person) -> None:
    made = edition()
    batch, _codes = printed(made, 37, maker)
    base = f"/budgets/{made.slug}/"
    holding(client, made, "count")
    assert client.get(f"{base}desk/").status_code == 403
    listed = page(client.get(f"{base}counting/"))
    assert "attend d’être compté" in listed and f"letters/{batch.pk}/release/" in listed and ">37<" not in listed
    form = f"{base}letters/{batch.pk}/release/"
    assert "37" not in page(client.get(form)).split("<main")[1]
    wrong = client.post(form, {"counted": "36"})
    assert wrong.status_code == 422 and "Recomptez" in page(wrong)
    assert client.post(form, {"counted": "37"}).status_code == 302
    assert "ont été comptées par" in page(client.get(form))
    desk = Client()
    holding(desk, made, "desk", email="g@e.fr")
    assert desk.get(form).status_code == 403 and "compté par" in page(desk.get(f"{base}desk/"))


def test_a_count_that_is_tried_until_it_fits_has_to_wait(client: Client, maker: Person) -> None:
    made = edition()
    (batch, _codes), (other, _others) = printed(made, 37, maker), printed(made, 5, maker, label="Port")
    holding(client, made, "count")
    form = f"/budgets/{made.slug}/letters/{batch.pk}/release/"
    for counted in range(7):
        assert client.post(form, {"counted": counted}).status_code == 422
    assert client.post(form, {"counted": "37"}).status_code == 429
    assert not Release.objects.exists()
    assert client.post(f"/budgets/{made.slug}/letters/{other.pk}/release/", {"counted": "5"}).status_code == 302


def test_one_letter_is_withdrawn_by_its_number_after_a_page_that_asks(client: Client) -> None:
    made = edition()
    batch, codes = printed(made, 3)
    release(batch)
    vote(made, person(codes[2]), 1)
    holding(client, made, "desk")
    form = f"/budgets/{made.slug}/letters/{batch.pk}/revocation/letter/"
    for sent in ({}, {"number": ""}, {"number": " "}, {"number": "9"}, {"number": "²"}):
        assert client.post(form, sent).status_code == 422, sent
    assert not batch.letters.filter(revoked_at__isnull=False).exists()
    assert "rien n’est retiré sans lui" in page(client.post(form, {"number": ""}))
    assert "Retirer la lettre n° 2" in page(client.get(form, {"number": "2"}))
    assert not batch.letters.filter(revoked_at__isnull=False).exists()
    for _press in range(2):
        assert client.post(form, {"number": "2"}).status_code == 302
    assert [one.number for one in batch.letters.filter(revoked_at__isnull=False)] == [2]
    assert "déjà voté" in page(client.get(form, {"number": "3"}))
    assert client.post(form, {"number": "3"}).status_code == 409
    batch.refresh_from_db()
    assert batch.revoked_at is None


def test_a_whole_batch_is_withdrawn_only_when_confirmed(client: Client) -> None:
    made = edition()
    batch, codes = printed(made, 4)
    release(batch)
    vote(made, person(codes[0]), 1)
    holding(client, made, "desk")
    form = f"/budgets/{made.slug}/letters/{batch.pk}/revocation/"
    asked = page(client.get(form))
    assert "3 codes inutilisés n’ouvriront plus rien" in asked and "1 ont déjà voté" in asked
    assert client.post(form, {"number": ""}).status_code == 200
    batch.refresh_from_db()
    assert batch.revoked_at is None
    for _press in range(2):
        assert client.post(form, {"confirmed": "1"}).status_code == 302
    assert told(batch) == (4, 1, 3, 0)
    assert "déjà retiré" in page(client.get(form))


def test_after_the_vote_everybody_reads_it_without_small_groups(client: Client) -> None:
    made = edition(channels=["letter"])
    codes = letters(made, 40)
    for rank, code in enumerate(codes[:12], 1):
        vote(made, person(code, rank), 1)
    actions.revoke_batch(batch=printed(made, 15, label="Perdues")[0], by=None)
    assert [(one.printed, one.used, one.withdrawn, one.unused) for one in public_stocks(made)] == [
        (40, 12, 0, 28), (15, 0, 15, 0),
    ]  # fmt: skip


def test_a_small_batch_takes_another_with_it() -> None:
    """Its use would be what is left of the way of voting, once the others are taken away."""
    made = edition(channels=["letter"])
    for rank, (size, used) in enumerate(((30, 14), (30, 11), (30, 3))):
        for place, code in enumerate(letters(made, size)[:used], 100 * rank):
            vote(made, person(code, place), 1)
    assert [(one.printed, one.used, one.unused) for one in public_stocks(made)] == [
        (30, 14, 16), (30, None, None), (30, None, None),
    ]  # fmt: skip


def test_few_codes_that_voted_are_not_shown(client: Client) -> None:
    made = edition(channels=["letter"])
    codes = letters(made, 40)
    for rank, code in enumerate(codes[:3], 1):
        vote(made, person(code, rank), 1)
    assert [(one.printed, one.used, one.unused) for one in public_stocks(made)] == [(40, None, None)]
    assert [(one.used, one.unused) for one in stocks(made)] == [(3, 37)]


def test_the_result_page_says_it_and_the_edition_page_does_not(client: Client) -> None:
    made = closed()
    assert "comptés jusqu’au bout" not in page(client.get(f"/budgets/{made.slug}/"))
    asked = actions.run_count(asked=actions.ask_count(edition=made, by=None))
    actions.publish(asked=asked, by=None)
    assert "comptés jusqu’au bout" in page(client.get(f"/budgets/{made.slug}/result/"))
