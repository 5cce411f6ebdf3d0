"""What becomes of winners: milestones, delays with reasons, a feed; told by those who hold that task alone."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.models import Assignment, Delay, Edition, Milestone, Project
from terreau.decide.budgeting.tests.test_counting import closed, counted
from terreau.decide.budgeting.tests.test_pages import page
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def made() -> Edition:
    edition = closed()
    actions.publish(asked=counted(edition), by=None)
    return Edition.objects.select_related("publication__count").get(pk=edition.pk)


@pytest.fixture
def won(made: Edition) -> Project:
    return queries.result(made, made.publication.count).winners[0]


def planned(won: Project, days: int = 10, title: str = "Travaux") -> Milestone:
    return actions.plan_milestone(project=won, title=title, planned_on=TODAY + timedelta(days=days), by=None)


def picture() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(content, "PNG")
    return SimpleUploadedFile("a.png", content.getvalue(), content_type="image/png")


def test_a_project_is_followed_once_the_result_is_published() -> None:
    with pytest.raises(Refused, match="publié"):
        planned(closed().projects.first())  # type: ignore[arg-type]  # five projects


def test_a_milestone_is_late_until_it_is_done_or_put_off_with_a_reason(made: Edition, won: Project) -> None:
    late = planned(won, -3)
    (way,) = (one for one in queries.ways(made, [won], TODAY))
    assert way.late and not way.finished
    for after, reason, said in ((-4, "Gel", "vient après"), (5, " ", "pourquoi")):
        with pytest.raises(Refused, match=said):
            actions.delay_milestone(milestone=late, planned_after=TODAY + timedelta(days=after), reason=reason, by=None)
    actions.delay_milestone(milestone=late, planned_after=TODAY + timedelta(days=5), reason="Gel.", by=None)
    assert not queries.ways(made, [won], TODAY)[0].late
    with pytest.raises(Refused, match="à venir"):
        actions.reach_milestone(milestone=late, done_on=TODAY + timedelta(days=1), text="", by=None)
    actions.reach_milestone(milestone=late, done_on=TODAY, text="Planté.", by=None)
    assert queries.ways(made, [won], TODAY)[0].finished
    with pytest.raises(Refused, match="est faite"):
        actions.delay_milestone(milestone=late, planned_after=TODAY + timedelta(days=9), reason="Pluie.", by=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Delay.objects.update(reason="Autre")


def test_a_picture_says_what_it_shows(won: Project) -> None:
    one = planned(won)
    with pytest.raises(Refused, match="Décrivez"):
        actions.reach_milestone(milestone=one, done_on=TODAY, text="", by=None, picture=picture())
    actions.reach_milestone(milestone=one, done_on=TODAY, text="", by=None, picture=picture(), alt="Un banc")
    kept = Milestone.objects.get()
    assert kept.alt == "Un banc" and kept.picture.name.endswith(".webp")
    kept.picture.delete(save=False)


def test_two_milestones_of_one_name_are_one(won: Project) -> None:
    planned(won)
    with pytest.raises(Refused, match="existe déjà"):
        planned(won, 20)


def test_it_is_told_by_who_holds_the_task_and_read_by_all(client: Client, made: Edition, won: Project) -> None:
    teller, other = Client(), Client()
    someone = signed_in(teller, "agent", email="t@e.fr")
    Assignment.objects.create(edition=made, person=someone, task="study")
    Assignment.objects.create(edition=made, person=someone, task="follow")  # goes with any other task
    signed_in(other, "moderator", email="o@e.fr")
    base = f"/budgets/{made.slug}/following/"
    day = {"title": "Ouverture", "planned_on": f"{TODAY + timedelta(days=4):%Y-%m-%d}"}
    assert other.post(f"{base}{won.number}/milestones/", day).status_code == 403
    assert teller.post(f"{base}{won.number}/milestones/", day).status_code == 302
    assert teller.post(f"{base}{won.number}/milestones/", {"title": ""}).status_code == 422
    one = Milestone.objects.get()
    later = {
        "planned_after": f"{TODAY + timedelta(days=9):%Y-%m-%d}",
        "reason": "Le sol est gelé.",
        "seen": day["planned_on"],
    }
    assert f'name="seen" value="{day["planned_on"]}"' in page(teller.get(base))
    assert other.post(f"{base}milestones/{one.pk}/delay/", later).status_code == 403
    assert teller.post(f"{base}milestones/{one.pk}/delay/", later).status_code == 302
    stale = teller.post(
        f"{base}milestones/{one.pk}/delay/", {**later, "planned_after": f"{TODAY + timedelta(days=20):%Y-%m-%d}"}
    )
    assert stale.status_code == 422 and "maintenant prévue le" in page(stale)
    done = {"done_on": f"{TODAY:%Y-%m-%d}", "text": "Ouvert à tous.", "alt": ""}
    assert teller.post(f"{base}milestones/{one.pk}/reached/", done).status_code == 302
    twice = teller.post(f"{base}milestones/{one.pk}/reached/", {**done, "text": "Autre récit."})
    assert twice.status_code == 422 and "est faite" in page(twice) and "Autre récit." in page(twice)
    shown = page(client.get(base))
    assert "Le sol est gelé." in shown and "Ouvert à tous." in shown and "Étapes faites : 1 sur 1" in shown
    assert "Ouvert à tous." in page(client.get(won.get_absolute_url()))
    feed = client.get(f"{base}feed")
    assert feed["Content-Type"].startswith("application/atom+xml") and b"Ouverture" in feed.content


def test_nothing_is_followed_before_the_result(client: Client) -> None:
    assert client.get(f"/budgets/{closed().slug}/following/").status_code == 404
