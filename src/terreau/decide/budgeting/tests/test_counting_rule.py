"""What a rule must say to count what ballots say: rules alone."""

from decimal import Decimal

import pytest

from terreau.algorithms.counting import Rule
from terreau.algorithms.counting.presets import PRESETS, TIES
from terreau.algorithms.counting.rule import changed
from terreau.decide.budgeting.counting_rule import (
    AT_TIE,
    Answers,
    compose,
    offered,
    preset_of,
    recognised,
    rule_faults,
    share_text,
)
from terreau.decide.budgeting.enums import BallotKind

PLACES = {"max_choices": 3}


@pytest.mark.parametrize("kind", BallotKind.values)
def test_every_offered_rule_suits_the_ballots_it_is_offered_for(kind: str) -> None:
    weights = {"points": "points", "ranking": "3,2,1"}.get(kind, "votes")
    for answer in offered(kind):
        for at_tie in AT_TIE:
            rule = compose(answer, kind, 3, Answers(at_tie=at_tie, min_total="5", min_share=share_text(Decimal(5))))
            assert rule.weights == weights and rule_faults(rule, kind, **PLACES) == []
            assert recognised(rule, kind) == (answer, at_tie)
            assert preset_of(changed(rule, envelopes={"Nord": "5"}))


def test_no_ready_made_rule_ends_with_a_number() -> None:
    assert not [name for name, preset in PRESETS.items() if "id" in preset.rule.ties]
    old = changed(PRESETS["greedy"].rule, ties=(*TIES, "id"))
    assert recognised(old, "approval") == ("greedy", "order")


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("points", {}, "ne les compte pas"),
        ("points", {"weights": "borda"}, "ne les compte pas"),
        ("points", {"weights": "points", "method": "phragmen"}, "jamais leurs points"),
        ("ranking", {}, "ne compte pas les places"),
        ("ranking", {"weights": "points"}, "ne compte pas les places"),
        ("ranking", {"weights": "borda"}, "ne pèse rien"),
        ("ranking", {"weights": "1,2,3"}, "plus basse"),
        ("ranking", {"weights": "1,1,1"}, "plus basse"),
        ("ranking", {"weights": "2,1"}, "2 places"),
        ("ranking", {"weights": "2,1,0"}, "2 places"),
        ("approval", {"weights": "points"}, "ni points ni places"),
        ("basket", {"weights": "borda"}, "ni points ni places"),
        ("approval", {"method": "majority-judgment"}, "mentions"),
    ],
)
def test_a_rule_that_passes_over_what_ballots_say_is_refused(kind: str, fields: dict[str, str], said: str) -> None:
    (fault,) = rule_faults(Rule(**fields), kind, **PLACES)
    assert said in fault


def test_borda_is_fair_where_two_choices_are_asked_for() -> None:
    assert rule_faults(Rule(weights="borda"), "ranking", min_choices=2) == []
