"""Where fewer than ten voted, the public reads what is decided and nothing that says who chose what."""

import re
from typing import Any

import pytest
from django.test import Client

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.exports import ballot_file
from terreau.decide.budgeting.models import Edition, NearMiss
from terreau.decide.budgeting.queries.home import news
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, vote
from terreau.decide.budgeting.tests.test_counting import counted
from terreau.decide.budgeting.tests.test_pages import holding, page

pytestmark = pytest.mark.django_db
SHUT = ("result/kit.zip", "result/near-misses.csv", "result/rehearsal/", *(f"result/files/{name}" for name in (
    "ballots.pb", "result.json", "trace.json", "rule.toml", "recount.py")))  # fmt: skip
OPEN = (
    "",
    "result/",
    "result/points",
    "rules/",
    "following/",
    "following/feed",
    *(f"projects/{n}/" for n in range(1, 6)),
)


def published(*chosen: tuple[int, ...], name: str = "École", **values: Any) -> Edition:
    """Each of these people chose so."""
    made = edition(name=name, near_share=1, **values)
    for rank, (code, numbers) in enumerate(zip(letters(made, len(chosen)), chosen, strict=True)):
        vote(made, person(code, rank), *numbers)
    actions.publish(asked=counted(close(made)), by=None)
    return Edition.objects.select_related("publication__count").get(pk=made.pk)


ALIKE = ((2, 3, 4),) * 6
OTHERWISE = ((2, 3, 4), (3,), (4, 2), (3, 1), (2, 5), (4, 3))


def said(client: Client, made: Edition, place: str) -> str:
    """A page without what is drawn anew each time and without fingerprints, which differ with every ballot."""
    answer = client.get(f"/budgets/{made.slug}/{place}")
    assert answer.status_code == 200, place
    text = page(answer).replace(made.slug, "SLUG")
    return re.sub(r"[0-9a-f]{64}|[A-Za-z0-9]{64}|\d+,\d\s(?:Kio|KB)|<updated>.*?</updated>", "*", text)


def test_nobody_can_tell_six_alike_from_six_who_differ(client: Client) -> None:
    alike, otherwise = published(*ALIKE), published(*OTHERWISE)
    won = [queries.result(each, each.publication.count).outcome.winners for each in (alike, otherwise)]
    assert sorted(won[0]) == sorted(won[1]) == ["2", "3", "4"] and won[0] != won[1]  # bought in another order
    for place in OPEN:
        assert said(client, alike, place) == said(client, otherwise, place), place


def test_the_result_says_what_is_decided_and_why_no_more_is_said(client: Client) -> None:
    text = said(client, published(*ALIKE), "result/")
    assert "3 projets retenus sur 5" in text and "Moins de dix personnes ont voté" in text
    assert "ballots.pb" not in text and "replay" not in text and "recomptent devant qui le demande" in text
    assert "moins de dix" in said(client, Edition.objects.get(), "")


@pytest.mark.parametrize("place", SHUT)
def test_neither_ballots_nor_counts_are_given_by_any_address(client: Client, place: str) -> None:
    made = published(*ALIKE)
    answer = client.get(f"/budgets/{made.slug}/{place}")
    assert answer.status_code == 403 and "diraient" not in answer.content.decode()


def test_ten_are_enough(client: Client) -> None:
    made = published(*((3,),) * 10)
    assert "ballots.pb" in page(client.get(f"/budgets/{made.slug}/result/"))
    assert client.get(f"/budgets/{made.slug}/result/kit.zip").status_code == 200


@pytest.mark.parametrize(
    ("task", "status"), [(Task.COUNT, 200), (Task.PUBLISH, 200), (Task.DESK, 403), (Task.SETTLE, 403)]
)
def test_who_counts_or_publishes_recounts_before_whoever_asks(client: Client, task: str, status: int) -> None:
    made = published(*ALIKE)
    holding(client, made, task)
    assert client.get(f"/budgets/{made.slug}/result/files/ballots.pb").status_code == status
    assert ("Pour vous, qui dépouillez" in page(client.get(f"/budgets/{made.slug}/result/"))) == (status == 200)


def test_what_almost_won_is_not_kept_of_few() -> None:
    published(*OTHERWISE)
    assert not NearMiss.objects.exists()
    published(*OTHERWISE, *OTHERWISE, name="Ville")
    assert NearMiss.objects.exists()


def test_their_ballots_rehearse_no_other_rule() -> None:
    published(*ALIKE)
    assert queries.last_published() is None
    town = published(*((3,),) * 10, name="Ville")
    published(*ALIKE, name="Autre école")
    assert queries.last_published() == town


def test_the_voter_still_finds_the_ballot(client: Client) -> None:
    made = edition(near_share=1)
    code = vote(made, person(letters(made, 1)[0]), 3).code
    actions.publish(asked=counted(close(made)), by=None)
    text = page(client.post(f"/budgets/{made.slug}/tracking/", {"tracking": code}))
    assert "Il compte." in text and "fichier publié" not in text


def test_the_home_page_names_no_number() -> None:
    published(*ALIKE)
    assert [each.summary for each in news(3)] == ["Moins de dix bulletins comptés."]


def test_a_public_fingerprint_cannot_be_tried_against_all_that_few_may_have_chosen() -> None:
    """The same choices in two editions without published codes: chance alone tells their files apart."""
    files = []
    for _time in range(2):
        made = published(*ALIKE, shows_tracking=False)
        files.append(ballot_file(made).split(b"VOTES")[1].split(b"META")[0])
    assert files[0] != files[1] and not re.search(rb"\n1;2,3,4", files[0])
