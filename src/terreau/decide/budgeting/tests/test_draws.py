"""A draw of lots: for the tie on which a count stands, among its projects, seen by two people; the rule stays as frozen."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from terreau.algorithms.counting.recount import open_kit
from terreau.decide.budgeting import actions
from terreau.decide.budgeting.actions.changing import Overtaken
from terreau.decide.budgeting.models import Assignment, Count, Draw, Edition
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, vote
from terreau.decide.budgeting.tests.test_counting import counted
from terreau.decide.budgeting.tests.test_pages import page
from terreau.decide.counts.apart import count_apart
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event
from terreau.trust.people import actions as people
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db


def somebody(name: str) -> Person:
    return people.create_person(email=f"{name}@essai.example", name=name.title(), by=None)


def tied(**values: Any) -> Edition:
    """Five votes for the first project, five for the fifth, money for one of them; the second has ten, and is paid."""
    made = edition(rule="greedy", at_tie="draw", budget=64_000, **values)
    for rank, (code, numbers) in enumerate(zip(letters(made, 10), [(2, 1), (2, 5)] * 5, strict=True), 1):
        vote(made, person(code, rank), *numbers)
    return close(made)


def written(made: Edition, by: Person | None = None, order: str = "5, 1") -> Draw:
    return actions.record_draw(edition=made, order=order, protocol="Boule 5 d’abord, devant douze personnes.", by=by)


def test_a_draw_serves_once_a_second_person_has_confirmed_it() -> None:
    made, nadia, solene = tied(), somebody("nadia"), somebody("solene")
    first = counted(made)
    assert (first.state, sorted(first.tied)) == ("tied", ["1", "5"])
    draw = written(made, nadia, "1 5")
    with pytest.raises(Refused, match="faites confirmer"):
        actions.ask_count(edition=made, by=None)
    with pytest.raises(Refused, match="autre personne"):
        actions.confirm_draw(draw=draw, seen=draw.digest, by=nadia)
    draw = written(made, nadia)
    assert (Draw.objects.count(), draw.order) == (1, ["5", "1"])
    assert Event.objects.filter(name="budgeting.lot_corrected").get().detail["before"] == ["1", "5"]
    actions.confirm_draw(draw=draw, seen=draw.digest, by=solene)
    with pytest.raises(Refused, match="confirmé"):
        written(made, nadia)
    second = counted(made)
    kit = open_kit(bytes(second.kit or b""))
    assert (second.state, kit.result["winners"], kit.lots) == ("agreed", ["2", "5"], (("5", "1"),))
    assert kit.result["rule_sha256"] == made.opening.rule_sha256
    said = count_apart(kit.ballots, kit.rule, lots=kit.lots, seconds=60)
    assert said.winners == ["2", "5"]
    assert count_apart(kit.ballots, kit.rule, seconds=60).winners is None


@pytest.mark.parametrize(
    ("order", "protocol", "said"),
    [("5", "Vu.", "Manquent : 1"), ("5 1 2", "Vu.", "De trop : 2"), ("5,1", " ", "procès-verbal"), ("5 5 1", "Vu.", "une fois")],
)  # fmt: skip
def test_only_the_tied_projects_are_drawn_each_once(order: str, protocol: str, said: str) -> None:
    made = tied()
    counted(made)
    with pytest.raises(Refused, match=said.replace(" :", "\u202f:")):
        actions.record_draw(edition=made, order=order, protocol=protocol, by=None)


def test_nothing_is_drawn_without_a_tie_that_stands() -> None:
    open_one = edition(rule="greedy")
    with pytest.raises(Refused, match="Rien n’est à tirer"):
        written(open_one)


def test_the_database_keeps_draws_too() -> None:
    made, nadia, solene = tied(), somebody("nadia"), somebody("solene")
    stands = counted(made)
    elsewhere = edition(rule="greedy")
    other = Count.objects.create(edition=elsewhere, state="agreed", kit=b"x", ended_at=timezone.now())
    given = {"edition": made, "count": stands, "protocol": "Vu.", "drawn_by": nadia}
    wrong = [
        lambda: Draw.objects.create(**{**given, "count": other}, order=["5", "1"]),
        lambda: Draw.objects.create(**given, order=["5", "1", "2"]),
        lambda: Draw.objects.create(**given, order=["5", "5"]),
        lambda: Draw.objects.create(**given, order=["5", "1"], confirmed_at=timezone.now(), confirmed_by=solene),
    ]
    for attempt in wrong:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    draw = written(made, nadia)
    mine = Draw.objects.filter(pk=draw.pk)
    with pytest.raises(DatabaseError, match="second person"), transaction.atomic():
        mine.update(confirmed_at=timezone.now(), confirmed_by=nadia)
    mine.update(confirmed_at=timezone.now(), confirmed_by=solene)
    for late in (lambda: mine.update(order=["1", "5"]), lambda: mine.update(drawn_by=solene), mine.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            late()


def test_nobody_confirms_an_order_that_they_did_not_read() -> None:
    made, nadia, solene = tied(), somebody("nadia"), somebody("solene")
    counted(made)
    seen = written(made, nadia).digest
    for order, protocol in (("1 5", "Boule 5 d’abord, devant douze personnes."), ("5 1", "Devant personne.")):
        draw = actions.record_draw(edition=made, order=order, protocol=protocol, by=nadia)
        with pytest.raises(Overtaken, match="entre-temps"):
            actions.confirm_draw(draw=draw, seen=seen, by=solene)
    assert Draw.objects.get().confirmed_at is None


def test_where_hands_are_few_the_same_person_confirms() -> None:
    made, thomas = tied(few_hands=True), somebody("thomas")
    counted(made)
    draw = written(made, thomas)
    actions.confirm_draw(draw=draw, seen=draw.digest, by=thomas)
    assert counted(made).state == "agreed"


def test_two_people_draw_on_the_page_and_the_fingerprint_stays(client: Client) -> None:
    made = tied()
    counter, publisher = signed_in(client, "agent"), signed_in(other := Client(), "agent", email="b@essai.example")
    for who, task in ((counter, "count"), (publisher, "publish")):
        Assignment.objects.create(edition=made, person=who, task=task)
    counted(made)
    base = f"/budgets/{made.slug}/counting/"
    assert "À tirer entre ceux-ci" in page(client.get(base)) and "Projet 5" in page(client.get(base))
    sent = {"order": "5, 1", "protocol": "Devant douze personnes."}
    assert client.post(f"{base}draw/", sent).status_code == 302
    confirmation = f"{base}draws/{Draw.objects.get().pk}/confirmation/"
    assert "Une autre personne" in page(client.get(base)) and confirmation not in page(client.get(base))
    assert client.post(confirmation).status_code == 403
    shown = page(other.get(base))
    seen = {"seen": re.search(r'name="seen" value="(\w+)"', shown)[1]}
    assert confirmation in shown
    assert client.post(f"{base}draw/", {**sent, "order": "1, 5"}).status_code == 302
    for stale in (seen, {}):
        assert "récrit entre-temps" in page(other.post(confirmation, stale))
    assert Draw.objects.get().confirmed_at is None
    assert client.post(f"{base}draw/", sent).status_code == 302
    assert other.post(confirmation, seen).status_code == 302
    actions.publish(asked=counted(made), by=None)
    shown, frozen = page(client.get(f"/budgets/{made.slug}/result/")), made.opening.rule_sha256
    assert frozen in shown and frozen in page(client.get(f"/budgets/{made.slug}/"))
    assert "confirmé par" in shown and "le tirage au sort l’a mis devant" in shown
    assert '["5", "1"]' in page(client.get(f"/budgets/{made.slug}/result/files/lots.json"))
