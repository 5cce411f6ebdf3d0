"""What becomes of winners: milestones, delays with reasons, a feed; told by those who hold that task alone."""

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.models import (
    Abandonment,
    Assignment,
    Correction,
    Delay,
    Edition,
    Expense,
    Milestone,
    Phase,
    Photo,
    Project,
)
from terreau.decide.budgeting.tests.editions import finish
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
    finish(edition)
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
        planned(closed().projects.first())


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


def test_pictures_say_what_they_show_and_may_go(won: Project, django_capture_on_commit_callbacks: Any) -> None:
    one = planned(won)
    with pytest.raises(Refused, match="Décrivez"):
        actions.reach_milestone(milestone=one, done_on=TODAY, text="", by=None, picture=picture())
    actions.reach_milestone(milestone=one, done_on=TODAY, text="", by=None, picture=picture(), alt="Un banc")
    with pytest.raises(Refused, match="Décrivez"):
        actions.add_photo(milestone=one, picture=picture(), alt=" ", by=None)
    actions.add_photo(milestone=one, picture=picture(), alt="Le même, de près", by=None)
    first, second = Photo.objects.all()
    assert (first.alt, second.alt) == ("Un banc", "Le même, de près") and first.file.name.endswith(".webp")
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(photo=second, by=None)
    assert Photo.objects.get() == first and not second.file.storage.exists(second.file.name or "-")
    first.file.delete(save=False)


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


def test_work_waits_until_nobody_can_contest(won: Project) -> None:
    now = timezone.now()
    with transaction.atomic():
        Phase.objects.filter(edition=won.edition, kind="object").update(closes_at=now + timedelta(days=1))
    with pytest.raises(Refused, match="définitif"):
        planned(won)
    with pytest.raises(Refused, match="définitif"):
        actions.tell_expense(project=won, paid_on=TODAY, label="Bois", amount=Decimal(10), by=None)


def test_a_correction_is_told_with_what_was_said(made: Edition, won: Project, client: Client) -> None:
    one = planned(won, -3)
    actions.reach_milestone(milestone=one, done_on=TODAY, text="Douze bancs.", by=None)
    right = {"title": "Travaux", "done_on": TODAY - timedelta(days=1), "text": "Onze bancs."}
    with pytest.raises(Refused, match="pourquoi vous corrigez"):
        actions.correct_milestone(milestone=one, reason=" ", by=None, **right)
    actions.correct_milestone(milestone=one, reason="Un banc manquait.", by=None, **right)
    assert actions.correct_milestone(milestone=one, reason="Rien.", by=None, **right) is None
    shown = page(client.get(f"/budgets/{made.slug}/following/"))
    for words in ("Onze bancs.", "Douze bancs.", "Un banc manquait."):
        assert words in shown
    planned(won, 9, title="Ouverture")
    with pytest.raises(Refused, match="existe déjà"):
        actions.correct_milestone(milestone=one, reason="Autre nom.", by=None, **{**right, "title": "Ouverture"})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Correction.objects.update(reason="Autre")


def test_money_spent_stands_beside_the_price_that_was_voted(made: Edition, won: Project, client: Client) -> None:
    for amount, paid_on, said in ((0, TODAY, "somme"), (5, TODAY + timedelta(days=1), "à venir")):
        with pytest.raises(Refused, match=said):
            actions.tell_expense(project=won, paid_on=paid_on, label="Bois", amount=Decimal(amount), by=None)
    actions.tell_expense(project=won, paid_on=TODAY, label="Bois", amount=won.cost + 100, by=None)
    actions.tell_expense(project=won, paid_on=TODAY, label="Avoir du menuisier", amount=Decimal(-40), by=None)
    way = queries.way(won, TODAY)
    assert (way.spent, way.left, way.share) == (won.cost + 60, Decimal(-60), 100)
    shown = page(client.get(f"/budgets/{made.slug}/following/"))
    assert "Avoir du menuisier" in shown and "Plus que le prix voté" in shown
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Expense.objects.all().delete()


def test_a_project_is_given_up_with_its_reason_and_its_money(made: Edition, won: Project, client: Client) -> None:
    late = planned(won, -3)
    assert queries.overdue(made, TODAY) == 1
    with pytest.raises(Refused, match="ce que devient"):
        actions.abandon_project(project=won, reason="Le sol est pollué.", money=" ", by=None)
    actions.abandon_project(project=won, reason="Le sol est pollué.", money="Rendu au budget 2027.", by=None)
    assert queries.overdue(made, TODAY) == 0 and not queries.way(won, TODAY).late
    for path in (f"/budgets/{made.slug}/following/", won.get_absolute_url()):
        shown = page(client.get(path))
        assert "Le sol est pollué." in shown and "Rendu au budget 2027." in shown
    with pytest.raises(Refused, match="abandonné"):
        planned(won, title="Ouverture")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Abandonment.objects.update(reason="Autre")
    assert late.pk


def test_the_feed_tells_delays_and_what_is_given_up_with_human_dates(
    made: Edition, won: Project, client: Client
) -> None:
    one = actions.plan_milestone(project=won, title="Travaux", planned_on=date(2031, 1, 1), by=None)
    actions.delay_milestone(milestone=one, planned_after=date(2031, 3, 1), reason="Le sol est gelé.", by=None)
    actions.abandon_project(project=won, reason="Trop cher.", money="Rendu.", by=None)
    told = client.get(f"/budgets/{made.slug}/following/feed").content.decode()
    assert "repoussé du 1er janvier 2031 au 1er mars 2031" in told.replace("\xa0", " ")
    assert "Le sol est gelé." in told and "le projet est abandonné" in told and "Le résultat est publié" in told
    assert "2031-03-01" not in told
    keys = [told_.key for told_ in queries.latest(made, 40)]
    assert len(keys) == len(set(keys))


def test_everything_is_told_from_the_page_by_who_holds_the_task(client: Client, made: Edition, won: Project) -> None:
    teller, other = Client(), Client()
    someone = signed_in(teller, "agent", email="t@e.fr")
    Assignment.objects.create(edition=made, person=someone, task="follow")
    signed_in(other, "moderator", email="o@e.fr")
    one, base = planned(won), f"/budgets/{made.slug}/following/"
    sent: list[tuple[str, dict[str, Any]]] = [
        (f"{base}milestones/{one.pk}/photos/", {"picture": picture(), "alt": "Un banc"}),
        (f"{base}milestones/{one.pk}/correction/", {"title": "Chantier", "done_on": "", "text": "", "reason": "Mot."}),
        (f"{base}{won.number}/expenses/", {"paid_on": f"{TODAY:%Y-%m-%d}", "label": "Bois", "amount": "120"}),
        (f"{base}{won.number}/abandonment/", {"reason": "Trop cher.", "money": "Rendu."}),
    ]
    for path, data in sent:
        assert other.post(path, data).status_code == 403
        assert teller.post(path, {}).status_code == 422
        if "picture" in data:
            data["picture"].seek(0)
        assert teller.post(path, data).status_code == 302, path
    shown = page(client.get(base))
    assert 'alt="Un banc"' in shown and "Chantier" in shown and "120" in shown and "Rendu." in shown
    photo = Photo.objects.get()
    assert other.post(f"{base}photos/{photo.pk}/removal/").status_code == 403
    assert teller.post(f"{base}photos/{photo.pk}/removal/").status_code == 302
    photo.file.delete(save=False)
