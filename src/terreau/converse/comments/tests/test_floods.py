"""Many presses by few, many comments by many."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Town

from terreau.converse.comments.models import Comment, Hiding, Report, Thread
from terreau.converse.comments.tests.sayings import KIND, TALK, said, say, thing
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_flood_waits_its_turn(town: Town) -> None:
    thing()
    client = town.client("member")
    codes = [client.post(TALK, {"text": f"Avis {n}", "stance": ""}).status_code for n in range(12)]
    assert 429 in codes
    assert Comment.objects.count() < 12


def test_a_flood_keeps_the_words_and_says_how_long_to_wait(town: Town) -> None:
    thing()
    client = town.client("member")
    for n in range(12):
        answer = client.post(TALK, {"text": f"Avis {n}"})
        if answer.status_code == 429:
            break
    assert f"Avis {n}" in said(answer) and "attendez" in said(answer)


def test_one_may_find_many_comments_helpful_and_not_press_one_without_end(town: Town) -> None:
    thing()
    client = town.client("connector")
    some = [say(town.people["member"], f"Avis {n}") for n in range(12)]
    assert {client.post(f"/comments/{one.pk}/helpful/", {"helpful": "1"}).status_code for one in some} == {302}
    presses = [client.post(f"/comments/{some[0].pk}/helpful/", {"helpful": str(n % 2)}).status_code for n in range(12)]
    assert 429 in presses


def test_reports_without_account_wait_their_turn(town: Town) -> None:
    thing()
    client = town.client("visitor")
    some = [say(town.people["member"], f"Avis {n}") for n in range(14)]
    assert 429 in [client.post(f"/comments/{one.pk}/report/", {"reason": "hate"}).status_code for one in some]


def talked(count: int, people: list[Person]) -> None:
    """So many first remarks, one in ten edited, one in ten hidden, each with a reply."""
    thread, _new = Thread.objects.get_or_create(kind=KIND, key="1")
    sides = ("for", "against", "")
    tops = Comment.objects.bulk_create(
        Comment(thread=thread, stance=sides[n % 3], text=f"Avis {n}", made_by=people[n % len(people)], helpful=n % 7)
        for n in range(count)
    )
    Comment.objects.bulk_create(
        Comment(thread=thread, parent=top, text=f"Réponse {n}", made_by=people[(n + 1) % len(people)])
        for n, top in enumerate(tops)
    )
    Hiding.objects.bulk_create(Hiding(comment=top, reason="hate", hidden_by=people[0]) for top in tops[::10])
    Report.objects.bulk_create(Report(comment=top, reason="hate") for top in tops)


@pytest.mark.parametrize("who", ["visitor", "member", "moderator"])
@pytest.mark.parametrize("place", [TALK, "/comments/queue/", "/comments/charter/"])
def test_a_page_takes_the_same_queries_with_5_and_with_500_comments(town: Town, place: str, who: str) -> None:
    thing()
    client, numbers = town.client(who), []
    client.get(place)
    for count in (5, 495):
        talked(count, list(town.people.values()))
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(place)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
    if place == TALK:
        assert answer.content.count(b"Avis ") < 25, "a page holds twenty"
        assert len(gzip.compress(answer.content)) < 40_000
