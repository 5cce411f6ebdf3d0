"""Rule files: one canonical form, exact numbers, and nothing unknown passed over."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.algorithms.counting import CountingError, Election, Rule, RuleError, Undecided, count, parse_rule
from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.rule import changed

SMALL = Election.of({"a": 60, "b": 40, "c": 30}, 100, [{"a"}, {"a", "b"}, {"b", "c"}, {"c"}])


@pytest.mark.parametrize("name", PRESETS)
def test_a_rule_written_and_read_is_the_same_rule(name):
    rule = changed(PRESETS[name].rule, envelopes={'quar"tier': "1/3"}, conflicts=(("a", "é"), ("b",)), min_total="0.05")
    assert parse_rule(rule.to_toml()) == rule
    assert parse_rule(rule.to_toml()).sha256 == rule.sha256


def test_what_is_not_said_has_its_default_and_the_same_fingerprint():
    assert parse_rule('method = "greedy"').sha256 == Rule(method="greedy").sha256


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("colour = 1", "colour"),
        ('method = "loudest"', "method"),
        ("method = 5", "method"),
        ("weights = 5", "weights"),
        ('weights = "3,x"', "weights"),
        ("step = 1", "step"),
        ('step = "0"', "step"),
        ('step = "-1"', "step"),
        ('min_total = "many"', "min_total"),
        ('min_total = "1/0"', "min_total"),
        ('min_share = "5%"', "min_share"),
        ("ties = 5", "ties"),
        ('ties = ["alphabet"]', "ties"),
        ('ties = ["lot"]', "lot"),
        ('lot = ["a"]', "lot"),
        ('ties = ["lot"]\nlot = ["a", "a"]', "lot"),
        ('ties = ["lot"]\nlot = [1]', "lot"),
        ("conflicts = 5", "conflicts"),
        ("conflicts = [1]", "conflicts"),
        ('conflicts = ["ab"]', "conflicts"),
        ("envelopes = 5", "envelopes"),
        ("envelopes = {north = 5}", "envelopes.north"),
        ("version = 2", "version"),
        ('numbers = "float"', "numbers"),
        ('method = "greedy"\nutility = "number"', "utility"),
        ('method = "phragmen"\ncomparison = "cost"', "comparison"),
        ("method = ", "rule file"),
    ],
)
def test_a_wrong_field_is_refused_by_its_name(text, field):
    with pytest.raises(RuleError) as refused:
        parse_rule(text)
    assert refused.value.field == field


VALUES = st.recursive(
    st.text(max_size=6)
    | st.integers(-5, 5)
    | st.booleans()
    | st.sampled_from(["1", "0.5", "50%", "votes", "lot", "a"]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=1500, deadline=None)
@given(
    st.dictionaries(st.sampled_from([f for f in Rule.__dataclass_fields__ if f != "raise_share"]), VALUES, max_size=3)
)
def test_any_document_is_a_rule_that_counts_or_is_refused(fields):
    text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in fields.items())
    try:
        rule = parse_rule(text)
        outcome = count(SMALL, rule)
    except (Undecided, CountingError):
        return
    assert outcome.cost <= max(outcome.budget, Fraction(0))
