"""Equal prices are seen before anybody votes, with what the rule says of them."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from terreau.decide.budgeting import actions
from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.budgeting.queries.counting_said import tie_order
from terreau.decide.budgeting.queries.plainly import NAMED, PRICES, ties_ahead
from terreau.decide.budgeting.tests.editions import edition
from terreau.decide.budgeting.tests.test_pages import holding, page

pytestmark = pytest.mark.django_db


def twin(made: Edition) -> Edition:
    actions.add_project(edition=made, values={"title": "Jumeau", "cost": Decimal(22_000)}, by=None)
    return made


def test_projects_of_one_price_are_grouped() -> None:
    assert ties_ahead(edition(opens=2, closes=9)) == []
    (group,) = ties_ahead(twin(edition(opens=2, closes=9)))
    assert (group.cost, [one.title for one in group.named], group.others) == (22_000, ["Projet 2", "Jumeau"], 0)


def test_of_many_the_first_are_named_and_the_others_counted(django_assert_num_queries: Any) -> None:
    made = edition(opens=2, closes=9)
    rows = [(cost, number) for cost in range(1_000, 1_000 + PRICES + 3) for number in range(NAMED + 2)]
    new = [Project(edition=made, number=9 + n, key=f"k{n}", title=f"{c} {r}", cost=c) for n, (c, r) in enumerate(rows)]
    Project.objects.bulk_create(new)
    with django_assert_num_queries(1):
        found = ties_ahead(made)
        assert all(project.get_absolute_url() for group in found for project in group.named)
    assert [group.cost for group in found] == list(range(1_000, 1_000 + PRICES))
    assert {(group.named[0].title, len(group.named), group.others) for group in found} == {
        (f"{cost} 0", NAMED, 2) for cost in range(1_000, 1_000 + PRICES)
    }


def test_what_the_rule_announces_is_said() -> None:
    made = edition(opens=2, closes=9)
    assert "le moins cher, le plus choisi" in tie_order(made)
    made.rule = made.rule.replace('ties = ["lowest-cost", "most-votes"]', "ties = []")
    assert "le compte s’arrête et nomme" in tie_order(made)


@pytest.mark.parametrize(("task", "place"), [("settle", "settings"), ("study", "study")])
def test_they_are_shown_to_who_sets_the_rules_and_to_who_studies(client: Client, task: str, place: str) -> None:
    made = twin(edition(opens=2, closes=9))
    holding(client, made, task)
    said = page(client.get(f"/budgets/{made.slug}/{place}/"))
    assert "Des projets ont le même prix" in said and "Projet 2, Jumeau" in said
    assert "Un euro d’écart l’évite" in said and "le moins cher, le plus choisi" in said


def test_once_the_vote_is_open_no_euro_is_asked_for(client: Client) -> None:
    made = twin(edition())
    actions.open_vote(edition=made)
    holding(client, made, "settle")
    said = page(client.get(f"/budgets/{made.slug}/settings/"))
    assert "Projet 2, Jumeau" in said and "Un euro d’écart" not in said
