"""Proposals that say nearly the same, in other words or the same ones."""

import pytest

from terreau.decide.proposals import actions, queries
from terreau.decide.proposals.models import Proposal
from terreau.decide.proposals.tests.ideas import edition, idea, somebody
from terreau.lib.tests.pairs import ALIKE

pytestmark = pytest.mark.django_db


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
