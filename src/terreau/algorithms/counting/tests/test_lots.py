"""A lot drawn after the vote: it decides the tie that it was drawn for, in engine and script alike, and changes no rule."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.algorithms.counting import Election, Rule, Undecided, count
from terreau.algorithms.counting.pabulib import document_of, dump, election_of, parse
from terreau.algorithms.counting.publication import result_of, trace_of, unlike
from terreau.algorithms.counting.recount import KitFault, build, open_kit, recount

THREE = Election.of({"a": 60, "b": 60, "c": 60}, 130, [{"a"}, {"b"}, {"c"}])


def test_a_lot_decides_and_the_rule_keeps_its_fingerprint():
    rule = Rule(method="greedy")
    with pytest.raises(Undecided) as tie:
        count(THREE, rule)
    assert tie.value.projects == ("a", "b", "c")
    outcome = count(THREE, rule, lots=[["c", "a", "b"]])
    assert outcome.winners == ("c", "a")
    assert [each.by for each in outcome.ties] == ["lot", "lot"]
    data = dump(document_of(THREE, {}))
    said = result_of(THREE, outcome, data)
    assert (said["rule_sha256"], said["lots"]) == (rule.sha256, [["c", "a", "b"]])
    assert "lots" not in result_of(THREE, count(THREE, Rule(method="greedy", ties=("id",))), data)
    assert recount.recount(data, rule.to_toml(), [["c", "a", "b"]]) == (["c", "a"], 120)


def test_a_lot_that_does_not_name_all_of_them_decides_nothing():
    with pytest.raises(Undecided):
        count(THREE, Rule(method="greedy"), lots=[["c", "a"]])


def test_only_those_still_equal_after_the_announced_order_are_drawn():
    made = Election.of({"a": 50, "b": 50, "c": 70}, 60, [{"a"}, {"b"}, {"c"}])
    rule, data = Rule(method="greedy", ties=("lowest-cost",)), dump(document_of(made, {}))
    with pytest.raises(Undecided) as tie:
        count(made, rule)
    assert tie.value.projects == ("a", "b")
    with pytest.raises(recount.Open) as apart:
        recount.recount(data, rule.to_toml())
    assert apart.value.args[0] == ["a", "b"]


def test_a_kit_carries_the_lot_apart_from_the_rule():
    outcome = count(THREE, Rule(method="greedy"), lots=[["b", "c", "a"]])
    data = dump(document_of(THREE, {}))
    written = result_of(THREE, outcome, data)
    kit = open_kit(build(data, outcome.rule, written, trace_of(outcome), lots=outcome.lots, draw="Vu."))
    assert kit.lots == (("b", "c", "a"),)
    assert kit.rule == Rule(method="greedy").to_toml()
    again = count(election_of(parse(kit.ballots)), Rule(method="greedy"), lots=kit.lots)
    assert not unlike(dict(kit.result), result_of(THREE, again, data))
    assert open_kit(build(data, outcome.rule, written, {})).lots == ()


def test_a_kit_whose_lots_cannot_be_read_is_refused(monkeypatch):
    data = dump(document_of(THREE, {}))
    monkeypatch.setattr("terreau.algorithms.counting.recount.kit.lots_file", lambda lots: json.dumps(lots).encode())
    with pytest.raises(KitFault, match=r"lots\.json"):
        open_kit(build(data, Rule(), {}, {}, lots=["abc"]))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_drawing_again_and_again_ends_and_both_counters_agree(data):
    """Draw for each tie that stops the count, until nothing does."""
    size = data.draw(st.integers(2, 5))
    costs = {f"p{k}": data.draw(st.sampled_from([10, 20, 30])) for k in range(size)}
    cast = data.draw(st.lists(st.sets(st.sampled_from(sorted(costs)), min_size=1), min_size=1, max_size=6))
    made = Election.of(costs, data.draw(st.integers(10, 70)), cast)
    method = data.draw(st.sampled_from(["greedy", "equal-shares", "phragmen"]))
    fields = {"ties": data.draw(st.sampled_from([(), ("lowest-cost",), ("lowest-cost", "most-votes")]))}
    if method != "greedy":
        fields["fill"] = data.draw(st.sampled_from(["no", "votes"]))
    if method == "equal-shares":
        fields |= {"raise_share": data.draw(st.sampled_from(["no", "until-overspend"])), "step": "3"}
    rule, pb, lots = Rule(method=method, **fields), dump(document_of(made, {})), []
    while True:
        try:
            outcome = count(made, rule, lots=lots)
        except Undecided as tie:
            with pytest.raises(recount.Open) as apart:
                recount.recount(pb, rule.to_toml(), lots)
            assert sorted(apart.value.args[0]) == sorted(tie.projects)
            lots.append(data.draw(st.permutations(tie.projects)))
            assert len(lots) < 40
            continue
        break
    assert recount.recount(pb, rule.to_toml(), lots) == (list(outcome.winners), outcome.cost)
