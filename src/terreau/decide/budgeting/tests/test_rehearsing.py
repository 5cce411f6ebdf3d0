"""Rules tried before the vote: by whom, on what, and what everybody then sees."""

from decimal import Decimal

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.rule import changed
from terreau.decide.budgeting import actions, tasks
from terreau.decide.budgeting.models import Edition, Rehearsal
from terreau.decide.budgeting.queries import rehearsals
from terreau.decide.budgeting.tests.editions import edition
from terreau.decide.budgeting.tests.test_counting import closed, counted
from terreau.decide.budgeting.tests.test_pages import holding, page
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event

pytestmark = pytest.mark.django_db
ASKED = {"ballots": "invented", "voters": 300, "pattern": "district", "seed": 4}


@pytest.fixture
def ahead() -> Edition:
    """An edition whose vote is not open yet."""
    return edition(opens=5, closes=20, name="Budget 2027")


def path(made: Edition) -> str:
    return f"/budgets/{made.slug}/rehearsal/"


def test_whoever_settles_the_rules_rehearses_them_and_everybody_sees_it(ahead: Edition, client: Client) -> None:
    assert "Rien n’a encore été répété" in page(client.get(path(ahead)))
    settler = Client()
    holding(settler, ahead, "settle")
    assert client.post(path(ahead), ASKED).status_code == 403
    assert settler.post(path(ahead), ASKED).status_code == 302
    shown = page(client.get(path(ahead)))
    assert "300 votants inventés" in shown and "Une répétition, pas un résultat" in shown
    for name in ("Parts égales", "Les plus choisis d’abord", "règle de cette édition"):
        assert name in shown
    assert "Répéter autrement" not in shown and "Répéter autrement" in page(settler.get(path(ahead)))
    assert Event.objects.filter(name="budgeting.rules_rehearsed").count() == 1
    assert "La répétition devant le conseil" in page(client.get(f"/budgets/{ahead.slug}/"))


@pytest.mark.parametrize("role", ["study", "count", "publish", "desk"])
def test_another_task_does_not_rehearse(ahead: Edition, client: Client, role: str) -> None:
    holding(client, ahead, role)
    assert client.post(path(ahead), ASKED).status_code == 403
    assert not Rehearsal.objects.exists()


def test_an_edition_in_the_making_is_rehearsed_behind_its_door(client: Client) -> None:
    hidden = edition(opens=5, closes=20, shown=False)
    actions.rehearse_rules(edition=hidden, by=None, **ASKED)
    assert client.get(path(hidden)).status_code == 403
    holding(client, hidden, "settle")
    assert client.get(path(hidden)).status_code == 200


def test_the_same_draw_gives_the_same_winners_and_another_price_is_tried_anew(ahead: Edition) -> None:
    asked = actions.rehearse_rules(edition=ahead, by=None, **ASKED)
    first = rehearsals.try_rules(asked)
    assert rehearsals.kept(asked) and rehearsals.kept(actions.rehearse_rules(edition=ahead, by=None, **ASKED))
    assert [each.winners for each in rehearsals.try_rules(asked).rehearsed] == [
        each.winners for each in first.rehearsed
    ]
    actions.change_project(project=ahead.projects.get(number=1), values={"cost": Decimal(1_000)}, by=None)
    assert rehearsals.kept(asked) is None


def test_the_last_edition_s_ballots_are_counted_by_this_edition_s_rule(client: Client) -> None:
    past = closed(name="Budget 2025")
    actions.publish(asked=counted(past), by=None)
    ahead = edition(opens=5, closes=20, name="Budget 2027", rule="greedy")
    actions.rehearse_rules(edition=ahead, by=None, **{**ASKED, "ballots": "last"})
    shown = page(client.get(path(ahead)))
    assert (
        "Les vrais bulletins de Budget 2025" in shown and "Les plus choisis d’abord · règle de cette édition" in shown
    )


def test_without_a_last_edition_its_ballots_are_not_offered(ahead: Edition, client: Client) -> None:
    holding(client, ahead, "settle")
    assert 'value="last"' not in page(client.get(path(ahead)))
    answer = client.post(path(ahead), {**ASKED, "ballots": "last"})
    assert answer.status_code == 422 and not Rehearsal.objects.exists()
    for wrong in ({"voters": 3}, {"voters": 10**9}, {"pattern": "moon"}, {"seed": -1}):
        assert client.post(path(ahead), {**ASKED, **wrong}).status_code == 422


def test_a_bulletin_without_projects_says_what_to_do(client: Client) -> None:
    bare = edition(opens=5, closes=20)
    for project in bare.projects.all():
        actions.remove_project(project=project, by=None)
    actions.rehearse_rules(edition=bare, by=None, **ASKED)
    assert "ajoutez-en avant de répéter" in page(client.get(path(bare)))


def test_envelopes_are_tried_beside_the_town_as_one(client: Client) -> None:
    rule = changed(PRESETS["equal-shares"].rule, envelopes={"Nord": "30000", "Sud": "30000"}).to_toml()
    parted = edition(opens=5, closes=20)
    Edition.objects.filter(pk=parted.pk).update(rule=rule)
    for project in parted.projects.filter(cost__lt=30_000):
        envelope = "Nord" if project.number % 2 else "Sud"
        actions.change_project(project=project, values={"envelope": envelope}, by=None)
    actions.rehearse_rules(edition=Edition.objects.get(pk=parted.pk), by=None, **ASKED)
    shown = page(client.get(path(parted)))
    assert "Toute la ville ensemble" in shown and "Quartier par quartier" in shown and "Nord" in shown


def test_a_long_rehearsal_is_a_job_and_its_page_says_how_far_it_is(
    ahead: Edition, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terreau.decide.budgeting.queries.rehearsals.AT_ONCE", 100)
    asked = actions.rehearse_rules(edition=ahead, by=None, **ASKED)
    for _visit in range(3):
        assert "Répétition en cours" in page(client.get(path(ahead)))
    assert ProcrastinateJob.objects.filter(task_name="budgeting.rehearse").count() == 1  # however many look
    tasks.rehearse(rehearsal_id=asked.pk)
    assert "300 votants inventés" in page(client.get(path(ahead)))


def test_once_the_vote_is_open_nothing_more_is_rehearsed(client: Client) -> None:
    made = edition()
    holding(client, made, "settle")
    actions.open_vote(edition=made)
    with pytest.raises(Refused, match="on ne répète plus"):
        actions.rehearse_rules(edition=made, by=None, **ASKED)
    assert client.post(path(made), ASKED).status_code == 422
    assert "Répéter autrement" not in page(client.get(path(made)))
