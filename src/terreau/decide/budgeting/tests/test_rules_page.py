"""The rules in two minutes: the sum, the dates, how to object, an example counted by the edition's own rule, the file last."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from terreau.algorithms.counting import parse_rule
from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.rule import changed
from terreau.decide.budgeting import actions
from terreau.decide.budgeting.models import Edition, Phase
from terreau.decide.budgeting.queries.counting_said import rule_name
from terreau.decide.budgeting.queries.worked_example import worked_example
from terreau.decide.budgeting.tests.editions import close, edition
from terreau.decide.budgeting.tests.test_counting import closed, counted
from terreau.decide.budgeting.tests.test_pages import page

pytestmark = pytest.mark.django_db


def test_it_says_the_sum_the_dates_and_how_to_object(client: Client) -> None:
    made = edition(opens=2, closes=9, budget=120_000)
    Phase.objects.filter(edition=made, kind="vote").update(place="Mairie, salle du conseil")
    said = page(client.get(f"/budgets/{made.slug}/rules/"))
    assert "Quelle somme est à répartir" in said and "120 000 €" in said
    assert "Mairie, salle du conseil" in said and "Comment contester" in said
    assert said.index("<details") < said.index("rule-file") and "Calendrier" in said


def test_a_rule_with_envelopes_keeps_its_name_and_says_that_each_is_counted_apart(client: Client) -> None:
    made = edition(opens=2, closes=9)
    rule = changed(PRESETS["equal-shares"].rule, envelopes={"Nord": "40000", "Sud": "20000"}, min_total="3")
    Edition.objects.filter(pk=made.pk).update(rule=rule.to_toml())
    made = Edition.objects.get(pk=made.pk)
    assert rule_name(parse_rule(made.rule))[0] == "Parts égales"
    said = page(client.get(f"/budgets/{made.slug}/rules/"))
    assert "Parts égales" in said and "comptée à part" in said and "40 000 €" in said
    assert "Au moins 3 voix" in said


@pytest.mark.parametrize(
    ("values", "won", "lost"),
    [
        ({"rule": "equal-shares"}, {"Une aire de jeux", "Un verger"}, "Leur argent est allé"),
        ({"rule": "greedy"}, {"Une aire de jeux", "Des bancs"}, "À son tour il restait"),
        ({"rule": "phragmen"}, {"Des bancs", "Un verger"}, ""),
        ({"rule": "equal-shares", "ballot_kind": "points", "points": 5}, {"Une aire de jeux", "Un verger"}, "points"),
        ({"rule": "greedy", "ballot_kind": "ranking", "max_choices": 3}, {"Une aire de jeux", "Un verger"}, "points"),
    ],
)
def test_the_example_is_counted_by_the_edition_s_own_rule(
    client: Client, values: dict[str, Any], won: set[str], lost: str
) -> None:
    made = edition(opens=2, closes=9, **values)
    example = worked_example(made)
    assert example is not None and {bar.name for bar in example.sheet.won} == won
    said = page(client.get(f"/budgets/{made.slug}/rules/"))
    assert "Dix personnes" in said and said.count("money-bar ") + said.count('money-bar"') == 3 and lost in said


def test_the_day_of_the_result_stands_in_the_calendar(client: Client) -> None:
    made = closed()
    vote = made.phases.get(kind="vote")
    Phase.objects.create(
        edition=made, kind="count", opens_at=vote.closes_at, closes_at=made.phases.get(kind="object").opens_at
    )
    assert "au plus tard" in page(client.get(f"/budgets/{made.slug}/"))
    actions.publish(asked=counted(made), by=None)
    assert "Résultat publié le" in page(client.get(f"/budgets/{made.slug}/"))


def test_an_older_rule_that_ends_with_a_number_is_still_counted_and_said(client: Client) -> None:
    made = edition(rule="greedy")
    old = changed(parse_rule(made.rule), ties=("lowest-cost", "most-votes", "id")).to_toml()
    Edition.objects.filter(pk=made.pk).update(rule=old)
    actions.add_project(edition=made, values={"title": "Jumeau", "cost": Decimal(22_000)}, by=None)
    made = close(made)
    actions.open_vote(edition=made, imported=True)
    asked = counted(made)
    assert asked.state == "agreed", asked.said
    assert "le plus petit numéro" in page(client.get(f"/budgets/{made.slug}/rules/"))
