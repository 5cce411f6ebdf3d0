"""The page of a result: where winners are, who almost won, who recounted, and what is never shown."""

import csv
import json
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.models import Assignment, Attendance, Count, Edition, NearMiss, Objection, Recount
from terreau.decide.budgeting.queries.results import shows_paper
from terreau.decide.budgeting.queries.spots import points, spots
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, vote
from terreau.decide.budgeting.tests.test_counting import closed, counted
from terreau.decide.budgeting.tests.test_pages import holding, page
from terreau.know.territory.models import District
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[2, 48], [2.1, 48], [2.1, 48.1], [2, 48.1], [2, 48]]]}


@pytest.fixture
def made() -> Edition:
    """Ten voters, 6,000 each: the first of five projects lacks little."""
    return published(closed(near_share=50))


def published(found: Edition) -> Edition:
    actions.publish(asked=counted(found), by=None)
    return Edition.objects.select_related("publication__count").get(pk=found.pk)


def test_projects_that_almost_won_are_kept_with_what_they_lacked(made: Edition, client: Client) -> None:
    told = queries.result(made, made.publication.count)
    lost = {loser.project: loser for loser in told.outcome.losers}
    near = queries.near_misses(made)
    assert near and {one.project.key for one in near} <= set(lost)
    for one in near:
        assert Decimal("0.5") <= one.effective_support < 1
        assert 0 < one.missing <= one.project.cost / 2 + 1
        assert one.effective_support <= lost[one.project.key].effective_support
    assert [one.effective_support for one in near] == sorted((one.effective_support for one in near), reverse=True)
    assert list(queries.all_near_misses()) == list(near)
    shown = page(client.get(f"/budgets/{made.slug}/result/"))
    assert "Presque retenus" in shown and near[0].project.title in shown
    answer = client.get(f"/budgets/{made.slug}/result/near-misses.csv")
    rows = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))
    assert [row["number"] for row in rows] == [str(one.project.number) for one in near]


def test_near_misses_stay_as_they_were_published(made: Edition) -> None:
    for statement in ("DELETE FROM budgeting_nearmiss", "UPDATE budgeting_nearmiss SET missing = 1"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_far_threshold_keeps_nobody() -> None:
    far = published(closed(near_share=100))
    assert not NearMiss.objects.exists() and not queries.near_misses(far)


def test_winners_stand_on_the_map_and_in_the_table(client: Client) -> None:
    north = District.objects.create(slug="nord", name="Nord", geometry=SQUARE, lon=2.05, lat=48.05)
    found = closed()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE budgeting_project SET district_id = %s WHERE edition_id = %s AND number < 4", [north.pk, found.pk]
        )
        cursor.execute(
            "UPDATE budgeting_project SET lon = 2.01, lat = 48.02 WHERE edition_id = %s AND number = 2", [found.pk]
        )
    found = published(found)
    winners = queries.result(found, found.publication.count).winners
    where = spots(winners)
    assert [one.project for one in where] == winners
    placed = points(where)
    answer = client.get(f"/budgets/{found.slug}/result/points")
    assert answer.json() == placed
    xs, at = [], 0
    for step in placed["lon"]:
        at += int(step)
        xs.append(at / 100_000)
    drawn = [one for one in where if one.lon is not None]
    assert xs == pytest.approx([one.lon for one in drawn], abs=1e-5)
    assert len({(one.lon, one.lat) for one in drawn}) == len(drawn)  # none hides another
    shown = page(client.get(f"/budgets/{found.slug}/result/"))
    assert shown.count('class="spot"') == len(winners)
    assert f"/budgets/{found.slug}/result/points" in shown
    for one in where:
        assert one.said in shown


def told(client: Client, made: Edition, **changed: str) -> object:
    kit = sha256(bytes(made.publication.count.kit or b"")).hexdigest()
    said = {
        "kit_sha256": kit,
        "same": "True",
        "name": "Le Courrier",
        "means": "terreau recount",
        "remark": "",
        **changed,
    }
    return client.post(f"/budgets/{made.slug}/result/recounts.json", json.dumps(said), content_type="application/json")


def test_a_program_tells_its_recount_of_this_very_kit(made: Edition) -> None:
    client = Client(enforce_csrf_checks=True)  # a program has no form
    answer = told(client, made)
    assert answer.status_code == 201 and answer.json()["shown"].endswith(f"/budgets/{made.slug}/result/#recount")
    kept = Recount.objects.get()
    assert (kept.name, kept.same, len(kept.kit_sha256)) == ("Le Courrier", True, 64)
    shown = page(client.get(f"/budgets/{made.slug}/result/"))
    assert "1 recomptage déclaré identique" in shown and "sur cette valise" in shown


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"kit_sha256": "0" * 64}, 409), ({"kit_sha256": ""}, 422), ({"same": "maybe"}, 422), ({"kit_sha256": "x" * 64}, 422)],
)  # fmt: skip
def test_a_recount_of_another_kit_is_not_shown(
    made: Edition, client: Client, changed: dict[str, str], status: int
) -> None:
    assert told(client, made, **changed).status_code == status
    assert not Recount.objects.exists()


def test_what_is_not_json_is_refused_and_many_are_slowed(made: Edition, client: Client) -> None:
    path = f"/budgets/{made.slug}/result/recounts.json"
    for body in ("", "[1]", "{", "[" * 19_000):
        assert client.post(path, body, content_type="application/json").status_code == 422
    assert [told(client, made).status_code for _time in range(14)][-1] == 429


def test_nothing_is_told_of_a_result_that_is_not_public(client: Client) -> None:
    open_ = edition()
    for path in ("points", "near-misses.csv", "recounts.json"):
        assert client.get(f"/budgets/{open_.slug}/result/{path}").status_code == 404
    with pytest.raises(Refused, match="pas encore publié"):
        actions.report_recount(edition=open_, name="", means="", same=True, remark="", by=None)


def test_few_people_on_paper_are_not_counted_apart_in_public(client: Client) -> None:
    found = edition(channels=["letter", "paper"])
    for rank, code in enumerate(letters(found, 12)):
        vote(found, person(code, rank), 1 + rank % 4)
    actions.hand_paper(edition=found, family="Morel", given="Jeanne", born=person("").born, by=None)
    found = published(close(found))
    shown = page(client.get(f"/budgets/{found.slug}/result/"))
    assert "Sur papier :" not in shown and "(ensemble)" in shown
    assert "13 personnes au registre" in shown


def test_turnout_is_that_of_people_and_only_the_total_is_compared(client: Client) -> None:
    found = published(closed(electorate=200))
    assert Attendance.objects.filter(edition=found).count() == 10
    shown = page(client.get(f"/budgets/{found.slug}/result/"))
    assert "5,0 %" in shown and "Ni l’âge, ni le sexe, ni le quartier" in shown


def test_ways_of_fewer_than_ten_people_are_not_shown_even_where_there_is_but_one() -> None:
    found = edition(channels=["letter"])
    for rank, code in enumerate(letters(found, 9)):
        vote(found, person(code, rank), 3)
    assert queries.participation(found) == [] and not shows_paper(found)
    (code,) = letters(found, 1)
    vote(found, person(code, 99), 3)
    assert [way.count for way in queries.participation(found)] == [10]


def test_a_result_is_counted_published_recounted_and_contested(client: Client) -> None:
    made = closed()
    counter, publisher, visitor = Client(), Client(), client
    holding(counter, made, "count")
    Assignment.objects.create(
        edition=made, person=signed_in(publisher, "moderator", email="m@essai.example"), task="publish"
    )
    assert publisher.post(f"/budgets/{made.slug}/counting/count/").status_code == 403
    assert counter.post(f"/budgets/{made.slug}/counting/count/").status_code == 302
    asked = actions.run_count(asked=Count.objects.get())
    assert visitor.get(f"/budgets/{made.slug}/result/").status_code == 404
    assert counter.post(f"/budgets/{made.slug}/counting/publication/", {"count": asked.pk}).status_code == 403
    assert publisher.post(f"/budgets/{made.slug}/counting/publication/", {"count": asked.pk}).status_code == 302
    shown = page(visitor.get(f"/budgets/{made.slug}/result/"))
    assert "10 personnes au registre, 0 bulletin remplacé, 10 bulletins dans l’urne." in shown
    kit = visitor.get(f"/budgets/{made.slug}/result/kit.zip")
    assert kit.content == bytes(asked.kit or b"") and kit["Content-Type"] == "application/zip"
    assert visitor.get(f"/budgets/{made.slug}/result/files/ballots.pb").content.startswith(b"META")
    assert visitor.get(f"/budgets/{made.slug}/result/files/SHA256SUMS").status_code == 404
    compared = page(visitor.get(f"/budgets/{made.slug}/result/rehearsal/"))
    assert "Les plus choisis d’abord" in compared and "Parts égales" in compared
    lost = next(
        p for p in made.projects.all() if p not in queries.result(Edition.objects.get(pk=made.pk), asked).winners
    )
    assert "pas été retenu" in page(visitor.get(lost.get_absolute_url()))
    told = {"name": "Lycée", "means": "script", "same": "yes", "remark": ""}
    assert visitor.post(f"/budgets/{made.slug}/result/recounts/", told).status_code == 302
    assert visitor.post(f"/budgets/{made.slug}/result/recounts/", {**told, "same": "no"}).status_code == 302
    assert visitor.post(f"/budgets/{made.slug}/result/recounts/", {**told, "same": ""}).status_code == 422
    assert "1 recomptage déclaré identique, 1 déclaré différent" in page(visitor.get(f"/budgets/{made.slug}/result/"))
    words = {"name": "René", "contact": "06 00", "text": "Le prix du banc."}
    assert visitor.post(f"/budgets/{made.slug}/result/objections/", words).status_code == 302
    referee = Client()
    Assignment.objects.create(edition=made, person=signed_in(referee, "agent", email="r@essai.example"), task="answer")
    public, office = (
        page(visitor.get(f"/budgets/{made.slug}/result/")),
        page(referee.get(f"/budgets/{made.slug}/result/")),
    )
    assert "Le prix du banc." in public and "06 00" not in public and "06 00" in office
    assert "1 contestation attend sa réponse" in public
    answer = f"/budgets/{made.slug}/result/objections/{Objection.objects.get().pk}/answer/"
    vu = {"text": "Vérifié, le prix est juste.", "finding": "unfounded"}
    for other in (counter, publisher, visitor):
        assert other.post(answer, vu).status_code == 403
    assert referee.post(answer, {**vu, "finding": ""}).status_code == 422
    assert referee.post(answer, vu).status_code == 302
    assert referee.post(answer, {**vu, "text": "Encore."}).status_code == 422
    told_ = page(visitor.get(f"/budgets/{made.slug}/result/"))
    assert "Vérifié, le prix est juste." in told_ and "Non fondée" in told_ and "Encore." not in told_
    assert Recount.objects.count() == 2
