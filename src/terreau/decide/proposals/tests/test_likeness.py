"""Proposals that say nearly the same, in other words or the same ones."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from terreau.decide.proposals import actions, queries
from terreau.decide.proposals.models import Proposal
from terreau.decide.proposals.queries import likeness
from terreau.decide.proposals.tests.ideas import edition, idea, somebody
from terreau.lib import meaning
from terreau.lib.tests.pairs import ALIKE

pytestmark = pytest.mark.django_db
FILM = "Projeter des films dehors en juillet"
CINEMA = "Un cinéma en plein air l’été"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many vectors each reading of the table took."""
    taken: list[int] = []
    unpacked = meaning.unpacked
    monkeypatch.setattr(meaning, "unpacked", lambda rows: taken.append(len(rows)) or unpacked(rows))
    yield taken


def test_other_words_are_found_among_all_the_ideas() -> None:
    """Each idea is sought by its paraphrase among the 32: 18 are offered, most of them first; other ideas hardly ever."""
    made, zoe = edition(), somebody("Zoé")
    for one, _other in ALIKE:
        idea(made, zoe, one, summary=".")
    first = shown = others = 0
    for one, other in ALIKE:
        found = [each.title for each in queries.alike(made, other)]
        first += found[:1] == [one]
        shown += one in found
        others += len([title for title in found if title != one])
        assert len(found) <= 4
    assert first >= 14 and shown >= 17 and others <= 20, (first, shown, others)


def test_what_came_changed_or_went_is_seen_at_once() -> None:
    made, zoe = edition(), somebody("Zoé")
    film, kerb = "Projeter des films dehors en juillet", "Faciliter les déplacements des personnes handicapées à pied"
    assert queries.alike(made, film) == []
    one = idea(made, zoe, "Un cinéma en plein air l’été")
    assert queries.alike(made, film) == [one] == queries.alike(made, film, sure=True)
    assert queries.alike(made, "Un cinéma en plain air") == [one]  # by its letters
    assert queries.alike(made, film, besides=one.pk) == []
    assert queries.alike(edition(name="Autre"), film) == []
    walk = {"title": "Rendre les trottoirs praticables en fauteuil roulant"}
    actions.change(proposal=one, values=walk, by=zoe, seen=1)
    assert (queries.alike(made, film), queries.alike(made, kerb)) == ([], [one])
    actions.withdraw(proposal=Proposal.objects.get(), reason="r", by=zoe)
    assert queries.alike(made, kerb) == []


def test_short_or_odd_words_are_like_nothing() -> None:
    made = edition()
    idea(made, somebody("Zoé"))
    assert queries.alike(made, "Des") == [] and queries.alike(made, "%%%%%%%%") == []


def test_only_what_was_touched_since_is_read_again(read: list[int]) -> None:
    made, other, zoe = edition(), edition(name="Autre"), somebody("Zoé")
    one, *_rest = [idea(made, zoe, first) for first, _other in ALIKE[:12]]
    queries.alike(made, FILM)
    queries.alike(made, FILM)
    assert read == [12]  # all of them once, then nothing
    two = idea(made, zoe, CINEMA)
    assert queries.alike(made, FILM) == [two]
    actions.support(proposal=one, by=zoe)
    idea(other, zoe, CINEMA)
    assert queries.alike(made, FILM) == [two]
    actions.change(proposal=two, values={"title": "Un lavoir rouvert"}, by=zoe, seen=1)
    assert queries.alike(made, FILM) == []
    actions.withdraw(proposal=one, reason="r", by=zoe)
    assert one not in queries.alike(made, ALIKE[0][1])
    assert read[1:] == [1, 1, 1, 0]


def test_a_hidden_idea_neither_shows_nor_takes_the_place_of_another() -> None:
    made, zoe = edition(), somebody("Zoé")
    judge, second = somebody("Juge", "moderator"), somebody("Autre", "moderator")
    hidden = [idea(made, zoe, f"{CINEMA} {n}") for n in range(6)]
    seen = idea(made, zoe, "Des films projetés sur la place en juillet")
    for one in hidden:
        actions.conceal(proposal=one, reason="Point 3", by=judge)
    assert queries.alike(made, FILM) == [seen]
    actions.reveal(proposal=hidden[0], by=second)
    assert set(queries.alike(made, FILM)) == {seen, hidden[0]}


def test_one_that_comes_while_another_goes_is_seen() -> None:
    """The number of ideas is the same, and the newest date too."""
    made, zoe = edition(), somebody("Zoé")
    one, two, three = idea(made, zoe, CINEMA), idea(made, zoe, "Un lavoir"), idea(made, zoe, "Un marché")
    actions.merge(proposal=one, into=three, reason="r", by=zoe)
    assert queries.alike(made, FILM) == []
    Proposal.objects.filter(pk=one.pk).update(status="open")  # as an appeal does
    actions.withdraw(proposal=two, reason="r", by=zoe)
    actions.support(proposal=one, by=zoe)
    assert queries.alike(made, FILM) == [one]


def test_each_process_catches_up_from_where_it_stood(read: list[int]) -> None:
    made, zoe = edition(), somebody("Zoé")
    idea(made, zoe, "Un lavoir")
    queries.alike(made, FILM)
    elsewhere = dict(likeness._kept)  # what another process keeps
    one = idea(made, zoe, CINEMA)
    two = idea(made, zoe, "Rendre les trottoirs praticables en fauteuil roulant")
    assert queries.alike(made, FILM) == [one]
    actions.withdraw(proposal=one, reason="r", by=zoe)
    assert queries.alike(made, FILM) == []
    likeness._kept.update(elsewhere)
    assert queries.alike(made, FILM) == []
    assert queries.alike(made, "Faciliter les déplacements des personnes handicapées à pied") == [two]
    assert read == [1, 2, 0, 1]


def test_what_was_seen_in_a_transaction_that_came_to_nothing_is_forgotten() -> None:
    """The next event takes the number of the one that never was."""
    made, zoe = edition(), somebody("Zoé")
    lavoir = idea(made, zoe, "Un lavoir")
    queries.alike(made, FILM)
    with transaction.atomic():
        one = idea(made, zoe, CINEMA)
        assert queries.alike(made, FILM) == [one]
        transaction.set_rollback(True)
    actions.support(proposal=lavoir, by=zoe)
    assert queries.alike(made, FILM, besides=0) == []
    assert one.pk not in likeness._kept[made.pk].ids


def test_the_room_grows_and_forgets_what_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "SPARE", 2)
    made, zoe = edition(), somebody("Zoé")
    one = idea(made, zoe, CINEMA)
    for n in range(8):
        other = idea(made, zoe, f"Un lavoir {n}")
        assert queries.alike(made, FILM) == [one]
        actions.change(proposal=other, values={"title": f"Une piste {n}"}, by=zoe, seen=1)
        assert queries.alike(made, FILM) == [one]
    held = likeness._kept[made.pk]
    assert sorted(held.ids[held.ids > 0]) == sorted(Proposal.objects.values_list("pk", flat=True))
    assert len(held.room) <= 9 + 2 * 2
