"""Many at once and twice at once: nothing is lost, nothing is doubled, nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from terreau.decide.budgeting.tests.test_at_once import together
from terreau.decide.proposals import actions, queries
from terreau.decide.proposals.models import Authorship, Merge, Proposal, Support, Version
from terreau.decide.proposals.tests.ideas import edition, idea, somebody
from terreau.lib.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_supporters_at_once_are_eight() -> None:
    one = idea(edition(), somebody("Zoé"))
    people = [somebody(f"P{n}") for n in range(8)]
    together(lambda n: actions.support(proposal=one, by=people[n]), 8)
    assert Proposal.objects.get().supports == 8 == Support.objects.count()


def test_one_person_in_eight_windows_supports_once() -> None:
    one, ali = idea(edition(), somebody("Zoé")), somebody("Ali")
    together(lambda n: (actions.support if n % 2 else actions.take_back_support)(proposal=one, by=ali), 8)
    assert Proposal.objects.get().supports == Support.objects.count() <= 1


def test_an_impatient_press_is_one_proposal() -> None:
    made, zoe = edition(), somebody("Zoé")
    got = together(lambda _n: idea(made, zoe).pk, 6)
    assert len(set(got)) == 1 and (Proposal.objects.count(), Version.objects.count()) == (1, 1)


def test_ideas_at_once_have_numbers_of_their_own() -> None:
    made = edition()
    people = [somebody(f"P{n}") for n in range(6)]
    together(lambda n: idea(made, people[n], f"Idée {n}"), 6)
    assert sorted(Proposal.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_of_two_writers_one_is_refused() -> None:
    zoe = somebody("Zoé")
    one = idea(edition(), zoe)
    got = together(lambda n: actions.change(proposal=one, values={"text": f"Texte {n}"}, by=zoe, seen=1), 4)
    assert sum(isinstance(each, Refused) for each in got) == 3
    assert Proposal.objects.get().version == 2 == Version.objects.count()


def test_two_merges_the_other_way_round_do_not_block_each_other() -> None:
    made, zoe = edition(), somebody("Zoé")
    one, two = idea(made, zoe, "Des bancs"), idea(made, zoe, "Un marché")
    pairs = [(one, two), (two, one)] * 2
    got = together(lambda n: actions.merge(proposal=pairs[n][0], into=pairs[n][1], reason="r", by=zoe), 4)
    assert sum(isinstance(each, Merge) for each in got) == 1 == Merge.objects.count()
    assert sorted(Proposal.objects.values_list("status", flat=True)) == ["merged", "open"]


def test_an_invitation_pressed_by_two_makes_one_author() -> None:
    made, zoe = edition(), somebody("Zoé")
    held = queries.invitation_of(actions.invite(proposal=idea(made, zoe), by=zoe))
    assert held is not None
    people = [somebody(f"P{n}") for n in range(4)]
    together(lambda n: actions.accept_invitation(invitation=held, by=people[n]), 4)
    assert Authorship.objects.count() == 2


def test_a_support_during_a_merge_is_not_lost() -> None:
    made, zoe = edition(), somebody("Zoé")
    one, two = idea(made, zoe, "Des bancs"), idea(made, zoe, "Un marché")
    people = [somebody(f"P{n}") for n in range(6)]

    def work(n: int) -> object:
        if n == 0:
            return actions.merge(proposal=one, into=two, reason="r", by=zoe)
        return actions.support(proposal=one if n % 2 else two, by=people[n])

    got = together(work, 6)
    kept = sum(each is None for each in got)
    assert Support.objects.filter(proposal=two).count() == kept == Proposal.objects.get(pk=two.pk).supports


def test_what_is_committed_late_is_seen_by_whoever_looked_meanwhile() -> None:
    """Words are written first and committed last: a date would hide them behind what came in between."""
    made, zoe, title = edition(), somebody("Zoé"), "Des bancs à l’ombre dans le parc"
    written, looked = Event(), Event()

    def writing() -> None:
        with transaction.atomic():
            idea(made, zoe, title)
            written.set()
            assert looked.wait(20)
        connection.close()

    with ThreadPoolExecutor(1) as beside:
        late = beside.submit(writing)
        assert written.wait(20) and queries.alike(made, title) == []
        looked.set()
        late.result()
    assert [one.title for one in queries.alike(made, title)] == [title]
