"""What is not followed: projects that did not win, those given up, results in doubt. What was voted elsewhere is."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from terreau.algorithms.counting.pabulib import parse
from terreau.algorithms.counting.presets import PRESETS
from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.exports import ballot_file
from terreau.decide.budgeting.models import Edition, Milestone, Phase, Photo, Project
from terreau.decide.budgeting.tests.test_counting import closed, counted
from terreau.decide.budgeting.tests.test_following import TODAY, made, picture, planned, won
from terreau.decide.budgeting.tests.test_pages import holding, page
from terreau.lib.errors import Refused

__all__ = ["made", "won"]  # fixtures
pytestmark = pytest.mark.django_db


def tellings(one: Milestone) -> list[Callable[[], object]]:
    return [
        lambda: actions.reach_milestone(milestone=one, done_on=TODAY, text="", by=None),
        lambda: actions.delay_milestone(
            milestone=one, planned_after=one.planned_on + timedelta(days=9), reason="Gel.", by=None
        ),
        lambda: actions.add_photo(milestone=one, picture=picture(), alt="Un banc", by=None),
    ]


def test_of_a_project_that_is_given_up_nothing_more_is_told_but_corrections(won: Project, client: Client) -> None:
    one = planned(won)
    photo = actions.add_photo(milestone=one, picture=picture(), alt="Un banc", by=None)
    actions.abandon_project(project=won, reason="Trop cher.", money="Rendu.", by=None)
    for telling in tellings(one):
        with pytest.raises(Refused, match="abandonné"):
            telling()
    holding(client, won.edition, "follow")
    shown = page(client.get(f"/budgets/{won.edition.slug}/following/"))
    assert f"milestones/{one.pk}/correction/" in shown and f"milestones/{one.pk}/photos/" not in shown
    actions.correct_milestone(milestone=one, title="Chantier", done_on=None, text="", reason="Mot.", by=None)
    actions.remove_photo(photo=photo, by=None)
    photo.file.delete(save=False)
    assert not Photo.objects.exists()


def test_nothing_is_told_while_a_result_is_in_doubt(won: Project, client: Client) -> None:
    one = planned(won)
    with transaction.atomic():
        later = timezone.now() + timedelta(days=1)
        Phase.objects.filter(edition=won.edition, kind="object").update(closes_at=later)
    for telling in tellings(Milestone.objects.get()):
        with pytest.raises(Refused, match="définitif"):
            telling()
    holding(client, won.edition, "follow")
    shown = page(client.get(f"/budgets/{won.edition.slug}/following/"))
    assert f"milestones/{one.pk}/correction/" in shown and f"milestones/{one.pk}/reached/" not in shown


def test_only_what_won_is_followed(made: Edition, client: Client) -> None:
    lost = queries.lost(queries.result(made, made.publication.count))[0]
    for telling in (
        lambda: planned(lost),
        lambda: actions.tell_expense(project=lost, paid_on=TODAY, label="Bois", amount=Decimal(9), by=None),
        lambda: actions.abandon_project(project=lost, reason="Trop cher.", money="Rendu.", by=None),
    ):
        with pytest.raises(Refused, match="pas retenu"):
            telling()
    holding(client, made, "follow")
    sent = {"reason": "Trop cher.", "money": "Rendu."}
    assert client.post(f"/budgets/{made.slug}/following/{lost.number}/abandonment/", sent).status_code == 404


def test_what_was_voted_elsewhere_is_followed_once_it_is_published(client: Client) -> None:
    document = parse(ballot_file(closed()))
    brought = actions.import_election(document=document, rule=PRESETS["greedy"].rule, by=None, name="Ailleurs")
    asked = counted(brought)
    first = queries.result(brought, asked).winners[0]
    with pytest.raises(Refused, match="publié"):
        planned(first)
    actions.publish(asked=asked, by=None)
    holding(client, brought, "follow")
    base = f"/budgets/{brought.slug}/following/"
    assert f"{base}{first.number}/milestones/" in page(client.get(base))
    sent = {"title": "Travaux", "planned_on": f"{TODAY:%Y-%m-%d}"}
    assert client.post(f"{base}{first.number}/milestones/", sent).status_code == 302
    tellings(Milestone.objects.get())[0]()
    assert f"milestones/{Milestone.objects.get().pk}/photos/" in page(client.get(base))
