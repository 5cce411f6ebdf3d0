"""Tracking codes: strong enough that the list gives none away, forgiving to type, and a list that anybody reads."""

import hashlib
import math
import re
import secrets

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.models import Ballot, Edition, Slip
from terreau.decide.budgeting.rules import LETTERS
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, vote
from terreau.decide.budgeting.tests.test_counting import closed, counted
from terreau.decide.budgeting.tests.test_pages import page
from terreau.decide.budgeting.tracking import SHOWN, SIGNS, tracking_code, tracking_digest, tracking_digests
from terreau.decide.budgeting.words import WORDS
from terreau.lib.errors import Refused

OLDER = "TILLEUL 47 MOUETTE 12 SAULE"


def test_a_code_is_four_groups_of_four_of_the_letters_alphabet_always_the_same() -> None:
    code = tracking_code("a nonce")
    assert re.fullmatch(rf"([{LETTERS}]{{4}}-){{3}}[{LETTERS}]{{4}}", code)
    assert code == tracking_code("a nonce") != tracking_code("another")
    assert SIGNS * math.log2(len(LETTERS)) > 64 and SHOWN * 4 > 64


@given(st.text(min_size=1, max_size=30))
def test_a_code_is_found_however_it_is_typed(nonce: str) -> None:
    code = tracking_code(nonce)
    for typed in (code.lower(), code.replace("-", ""), f"  {code.replace('-', ' – ')} "):
        assert tracking_digest("b", code) in tracking_digests("b", typed)
    assert tracking_digest("b", code) != tracking_digest("c", code)


def test_the_fingerprint_is_what_the_page_says_it_is() -> None:
    assert tracking_digest("2026", "k7qm2hxd9rtabe4w") == hashlib.sha256(b"2026:K7QM-2HXD-9RTA-BE4W").hexdigest()


def laid(made: Edition, count: int) -> None:
    """Ballots as a mixing lays them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL budgeting.mixing = 'on'")
        made_now = (
            Ballot(edition=made, numbers=[1 + n % 5], values=[1], tracking=secrets.token_hex(32)) for n in range(count)
        )
        Ballot.objects.bulk_create(made_now, batch_size=2_000)
        cursor.execute("SET LOCAL budgeting.mixing = 'off'")


def published(made: Edition) -> Edition:
    actions.publish(asked=counted(made), by=None)
    return Edition.objects.get(pk=made.pk)


@pytest.mark.django_db
def test_receipts_of_words_from_before_are_still_found_and_replaced() -> None:
    made = edition()
    vote(made, person(letters(made, 1)[0]), 2)
    words = hashlib.sha256(f"{made.slug}\x1f{OLDER}".encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL budgeting.mixing = 'on'")
        Ballot.objects.create(edition=made, numbers=[3], values=[1], tracking=words)
        cursor.execute("SET LOCAL budgeting.mixing = 'off'")
    found = queries.ballot_of(made, " tilleul 47 mouette 12  saule")
    assert found and [project.number for project, _n in found.projects] == [3]
    again = actions.replace_ballot(edition=made, choices={1: 1}, code=OLDER.lower(), nonce="n")
    assert "-" in again.code and not queries.ballot_of(made, OLDER).counted
    assert set(OLDER.split()) & set(WORDS)


@pytest.mark.django_db
def test_what_the_box_holds_replaces_no_ballot(client: Client) -> None:
    made = edition()
    vote(made, person(letters(made, 1)[0]), 2)
    kept = Slip.objects.get().tracking
    with pytest.raises(Refused, match="Aucun bulletin"):
        actions.replace_ballot(edition=made, choices={1: 1}, code=kept, nonce="n")
    sent = {"replaces": "1", "tracking": kept[:80], "fingerprint": kept, "nonce": "n" * 32, "p": ["1"]}
    assert client.post(f"/budgets/{made.slug}/ballot/box/", sent).status_code == 422
    assert Slip.objects.count() == 1


@pytest.mark.django_db
def test_the_browser_s_fingerprint_finds_the_ballot_and_a_part_of_it_does_not(client: Client) -> None:
    made = edition()
    code = vote(made, person(letters(made, 1)[0]), 2).code
    there, whole = f"/budgets/{made.slug}/tracking/", tracking_digest(made.slug, code)
    shown = page(client.get(there))
    assert "sha256sum" in shown and f"{made.slug}:K7QM" in shown and "envoie le code au site" in shown
    assert "Projet 2" in page(client.post(there, {"fingerprint": ["0" * 64, whole]}))
    assert "Projet 2" in page(client.post(there, {"tracking": code.lower()}))
    for wrong in (whole[:SHOWN], "0" * 64):
        answer = client.post(there, {"fingerprint": wrong})
        assert answer.status_code == 422 and "Projet 2" not in page(answer)


@pytest.mark.django_db
def test_one_s_own_ballot_forgives_no_guess_at_others(client: Client) -> None:
    made = edition()
    code = vote(made, person(letters(made, 1)[0]), 2).code
    there, answers = f"/budgets/{made.slug}/tracking/", []
    for turn in range(14):
        answers.append(client.post(there, {"tracking": tracking_code(f"guess {turn}")}).status_code)
        client.post(there, {"tracking": code})
    assert 429 in answers


@pytest.mark.django_db
def test_after_the_count_every_ballot_is_read_and_sought(client: Client) -> None:
    made = edition()
    first = vote(made, person(letters(made, 1)[0], 1), 2, 3)
    second = actions.replace_ballot(edition=made, choices={4: 1}, code=first.code, nonce="n")
    for rank, code in enumerate(letters(made, 10), 2):
        vote(made, person(code, rank), 1)
    there = f"/budgets/{made.slug}/ballots/"
    made = close(made)
    actions.mix()
    assert client.get(there).status_code == 404  # not before the result: nobody counts ahead of the count
    made = published(made)
    shown = page(client.get(there))
    old, new = (tracking_digest(made.slug, one.code)[:SHOWN] for one in (first, second))
    assert new in shown and old not in shown and "11 bulletins" in shown
    file = client.get(f"/budgets/{made.slug}/result/files/ballots.pb").content.decode()
    listed, filed = (set(re.findall(rf"\b[0-9a-f]{{{SHOWN}}}\b", text)) for text in (shown, file))
    assert listed == filed and len(filed) == 11
    sought = page(client.get(there, {"fingerprint": f" {new[:4].upper()} {new[4:12]}"}))
    assert "Projet 4" in sought and "1 bulletin" in sought
    assert "a été remplacé" in page(client.get(there, {"fingerprint": old}))
    assert "Aucun bulletin ne commence" in page(client.get(there, {"fingerprint": "zzz"}))
    found = page(client.post(f"/budgets/{made.slug}/tracking/", {"tracking": second.code}))
    assert f"{there}?fingerprint={new}" in found


@pytest.mark.django_db
def test_where_few_voted_nobody_reads_their_ballots(client: Client) -> None:
    made = edition()
    code = vote(made, person(letters(made, 1)[0]), 1).code
    made = close(made)
    actions.mix()
    made = published(made)
    assert client.get(f"/budgets/{made.slug}/ballots/").status_code == 403
    found = page(client.post(f"/budgets/{made.slug}/tracking/", {"tracking": code}))
    assert "Projet 1" in found and "/ballots/" not in found


@pytest.mark.django_db
def test_a_town_that_publishes_no_code_has_no_list(client: Client) -> None:
    made = published(closed(shows_tracking=False))
    assert client.get(f"/budgets/{made.slug}/ballots/").status_code == 404
    assert "Lire tous les bulletins" not in page(client.get(f"/budgets/{made.slug}/result/"))


@pytest.mark.django_db
def test_ten_thousand_ballots_are_listed_in_as_few_requests_as_ten(client: Client) -> None:
    made = published(closed())
    there, counts = f"/budgets/{made.slug}/ballots/", []
    for more in (0, 10_000):
        laid(made, more)
        client.get(there)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(there, {"page": "3"}).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert queries.ballots_page(made, asked="", page="2")[0].paginator.count > 10_000
