"""Counted twice, published only where both agree; imported elections come out as they went in."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from terreau.algorithms.counting import parse_rule
from terreau.algorithms.counting.pabulib import check, declared_rule, parse
from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.recount import open_kit
from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.exports import ballot_file
from terreau.decide.budgeting.models import Attendance, Ballot, Count, Edition, Publication
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, vote
from terreau.decide.counts.apart import Said
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event
from terreau.trust.people import actions as people
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).resolve().parents[6] / "shared/data/pb"
BALLOTS = [(1, 2), (1, 2), (1, 2), (2, 3), (3,), (3, 4), (4,), (4, 3), (5,), (1,)]


@pytest.fixture
def ballots_in() -> Edition:
    return closed()


def closed(**values: Any) -> Edition:
    made = edition(**values)
    for rank, (code, numbers) in enumerate(zip(letters(made, len(BALLOTS)), BALLOTS, strict=True)):
        vote(made, person(code, rank), *numbers)
    made = close(made)
    actions.mix()
    return made


def counted(made: Edition) -> Count:
    return actions.run_count(asked=actions.ask_count(edition=made, by=None))


def test_an_edition_is_counted_twice_and_published(ballots_in: Edition) -> None:
    asked = counted(ballots_in)
    assert (asked.state, asked.said, asked.done, asked.ballots) == ("agreed", "", 100, 10)
    actions.publish(asked=asked, by=None)
    kit = open_kit(bytes(asked.kit or b""))
    assert {fault.said["key"] for fault in check(kit.ballots)} == {"country", "unit"}  # no town is settled here
    assert parse_rule(kit.rule) == parse_rule(ballots_in.rule)
    result = queries.result(Edition.objects.get(pk=ballots_in.pk), asked)
    assert [project.key for project in result.winners] == list(kit.result["winners"])
    assert result.sheet("fr").voters == "10"


def test_nothing_is_counted_before_the_close() -> None:
    with pytest.raises(Refused, match="pas clos"):
        actions.ask_count(edition=edition(), by=None)


def test_what_a_replaced_ballot_chose_is_not_counted() -> None:
    made = edition()
    receipt = vote(made, person(letters(made, 1)[0]), 1)
    actions.replace_ballot(edition=made, choices={2: 1, 3: 1}, code=receipt.code, nonce="n")
    made = close(made)
    actions.mix()
    votes = parse(ballot_file(made)).votes
    assert votes.column("vote") == ["2,3"]


def test_where_the_script_says_otherwise_nothing_is_published(
    ballots_in: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terreau.decide.budgeting.actions.counting.count_apart", lambda *_a, **_m: Said(["5"], "42000"))
    asked = counted(ballots_in)
    assert (asked.state, asked.said, asked.kit) == ("different", "5", None)
    with pytest.raises(Refused, match="s’accordent"):
        actions.publish(asked=asked, by=None)
    with pytest.raises(DatabaseError, match="both counters agree"), transaction.atomic():
        Publication.objects.create(edition=ballots_in, count=asked)


def test_a_box_that_does_not_add_up_is_not_counted(ballots_in: Edition) -> None:
    Attendance.objects.create(edition=ballots_in, voter="ghost", proof="ghost", channel="desk", day="2026-11-01")
    asked = counted(ballots_in)
    assert asked.state == "failed" and "11 personnes" in asked.said


def test_an_open_tie_waits_for_a_lot_drawn_in_public() -> None:
    silent = replace(PRESETS["greedy"].rule, ties=()).to_toml()
    made = edition()
    tied = actions.make_edition(
        draft=actions.Draft(
            {"name": "Égalité", "budget": Decimal(100), "channels": ["letter"], "rule": silent},
            {p.kind: (p.opens_at, p.closes_at) for p in made.phases.all()},
        ),
        by=None,
    )
    for _number in range(2):
        actions.add_project(edition=tied, values={"title": "Le même", "cost": Decimal(60)}, by=None)
    actions.show_edition(edition=tied, by=None)
    for rank, code in enumerate(letters(tied, 2), 1):
        vote(tied, person(code, rank), rank)
    tied = close(tied)
    first = counted(tied)
    assert first.state == "tied" and "Le même, Le même" in first.said
    by, second = (people.create_person(email=f"{n}@essai.example", name=n, by=None) for n in ("nadia", "solene"))
    draw = actions.record_draw(edition=tied, order="2, 1", protocol="Boule 2 d’abord, devant douze personnes.", by=by)
    actions.confirm_draw(draw=draw, seen=draw.digest, by=second)
    again = counted(tied)
    kit = open_kit(bytes(again.kit or b""))
    assert (again.state, kit.result["winners"], kit.draw) == (
        "agreed",
        ["2"],
        "Boule 2 d’abord, devant douze personnes.",
    )
    with pytest.raises(Refused, match="Rien n’est à tirer"):
        actions.record_draw(edition=tied, order="1,2", protocol="Encore.", by=by)


def test_a_count_that_ended_and_a_publication_stay(ballots_in: Edition) -> None:
    asked = counted(ballots_in)
    actions.publish(asked=asked, by=None)
    for refused in (
        lambda: Count.objects.filter(pk=asked.pk).update(sha256="0" * 64),
        lambda: Count.objects.filter(pk=asked.pk).delete(),
        lambda: Publication.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()
    with pytest.raises(Refused, match="ne se refait pas"):
        actions.ask_count(edition=ballots_in, by=None)


def test_a_count_killed_in_the_middle_begins_again(ballots_in: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = actions.ask_count(edition=ballots_in, by=None)

    def die(*_args: object, **_more: object) -> Said:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("terreau.decide.budgeting.actions.counting.count_apart", die)
        actions.run_count(asked=asked)
    assert Count.objects.get().state == "running"
    assert actions.run_count(asked=asked).state == "agreed"
    assert actions.run_count(asked=asked).pk == asked.pk


def test_participation_by_channel_hides_small_groups() -> None:
    made = edition()
    rows = [("email", 40), ("letter", 25), ("desk", 4)]
    for channel, number in rows:
        Attendance.objects.bulk_create(
            Attendance(edition=made, voter=f"{channel}{n}", proof=f"{channel}{n}", channel=channel, day="2026-11-01")
            for n in range(number)
        )
    shown = [(len(way.channels), way.count) for way in queries.participation(made)]
    assert shown == [(1, 40), (2, 29)]  # with 25 beside 69, the four would be read by subtraction


def test_one_person_one_task(ballots_in: Edition) -> None:
    mayor, agent = (
        people.create_person(email=f"{n}@essai.example", name=n.title(), by=None) for n in ("mayor", "agent")
    )
    actions.assign(edition=ballots_in, person=agent, task="count", by=mayor)
    with pytest.raises(Refused, match="une autre personne"):
        actions.assign(edition=ballots_in, person=agent, task="publish", by=mayor)
    with pytest.raises(Refused, match="soi-même"):
        actions.assign(edition=ballots_in, person=mayor, task="publish", by=mayor)
    held = ballots_in.assignments.get(person=agent)
    actions.end_assignment(assignment=held, by=mayor)
    with pytest.raises(Refused, match="une autre personne"):
        actions.assign(edition=ballots_in, person=agent, task="publish", by=mayor)
    assert Person.objects.exclude(name="Qui compte").count() == 2


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published ballot files are not here")
@pytest.mark.parametrize("name", ["France_Toulouse_2019", "Netherlands_Assen_2024", "Poland_Wieliczka_2023"])
def test_a_published_election_comes_in_is_counted_and_goes_out_as_it_came(name: str) -> None:
    (path,) = SHARED.glob(f"{name}*.pb")
    document = parse(path.read_bytes())
    rule = declared_rule(document).rule
    assert rule is not None
    made = actions.import_election(document=document, rule=rule, by=None)
    assert "Wieliczka" in name or ballot_file(made) == path.read_bytes()
    out = parse(ballot_file(made))
    assert out.meta == document.meta
    for mine, theirs in ((out.projects, document.projects), (out.votes, document.votes)):
        assert mine.header == theirs.header
        assert list(map(list, mine.rows())) == list(map(list, theirs.rows()))
    asked = counted(made)
    assert asked.state == "agreed", asked.said
    assert asked.ballots == Ballot.objects.filter(edition=made).count() == int(document.meta["num_votes"])
    selected, keys = document.projects.column("selected"), document.projects.column("project_id") or []
    if selected:  # Toulouse did not publish its winners in this file
        published = {key for key, said in zip(keys, selected, strict=True) if said == "1"}
        assert set(open_kit(bytes(asked.kit or b"")).result["winners"]) == published
    with pytest.raises(Refused, match="déjà là"):
        actions.import_election(document=document, rule=rule, by=None)
    with pytest.raises(Refused, match="pas ouvert"):
        actions.cast_ballot(edition=made, choices={1: 1}, identity=actions.Identity(), nonce="n")


def test_every_step_is_in_the_public_journal(ballots_in: Edition) -> None:
    actions.publish(asked=counted(ballots_in), by=None)
    names = set(Event.objects.filter(name__startswith="budgeting.").values_list("name", flat=True))
    assert {
        "budgeting.edition_made", "budgeting.project_added", "budgeting.edition_shown", "budgeting.vote_opened",
        "budgeting.letters_printed", "budgeting.letters_released", "budgeting.ballots_mixed", "budgeting.count_asked", "budgeting.count_ended",
        "budgeting.result_published",
    } == names  # fmt: skip
