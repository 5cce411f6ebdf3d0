"""Where the order of equals decides, a silent rule stops the count, in the engine and in the script alike; by hand."""

import pytest

from terreau.algorithms.counting import Election, Project, Rule, Undecided, count, parse_rule
from terreau.algorithms.counting.pabulib import document_of, dump
from terreau.algorithms.counting.recount import recount

APART = Election.of({"a": 60, "b": 60}, 100, [{"a"}, {"b"}])  # nobody supports both, only one can be paid
RIVALS = Election.of({"a": 10, "b": 10}, 100, [{"a"}, {"b"}])  # both can be paid, the rule allows one
TWINS = Election.of({"a": 60, "b": 60}, 50, [{"a"}, {"b"}])  # neither fits: who gets the fifty?
EITHER = (("a", "b"),)


@pytest.mark.parametrize(
    ("election", "fields"),
    [
        (APART, {"method": "phragmen"}),
        (RIVALS, {"method": "phragmen", "conflicts": EITHER}),
        (RIVALS, {"method": "equal-shares", "conflicts": EITHER}),
        (RIVALS, {"method": "equal-shares", "utility": "number", "conflicts": EITHER}),
        (RIVALS, {"method": "greedy", "conflicts": EITHER}),
        (TWINS, {"method": "knapsack"}),
    ],
)
def test_a_silent_rule_stops_where_the_order_decides(election, fields):
    data = dump(document_of(election, {}))
    with pytest.raises(Undecided) as tie:
        count(election, Rule(**fields))
    assert set(tie.value.projects) == {"a", "b"}
    with pytest.raises(recount.Open):
        recount.recount(data, Rule(**fields).to_toml())
    drawn = Rule(**fields, ties=("lot",), lot=("b", "a"))
    outcome = count(election, drawn)
    assert [*outcome.winners, *outcome.partial] == ["b"]
    assert all(each.decisive for each in outcome.ties)
    assert recount.recount(data, drawn.to_toml()) == (list(outcome.winners), outcome.cost)


@pytest.mark.parametrize(
    ("election", "fields"),
    [
        (RIVALS, {"method": "phragmen"}),
        (RIVALS, {"method": "equal-shares"}),
        (TWINS, {"method": "greedy"}),
        (TWINS, {"method": "greedy", "too_dear": "stop"}),
        (TWINS, {"method": "phragmen"}),
    ],
)
def test_a_silent_rule_goes_on_where_any_order_gives_the_same(election, fields):
    outcome = count(election, Rule(**fields))
    assert set(outcome.winners) in ({"a", "b"}, set())
    assert not any(each.decisive for each in outcome.ties)
    found, spent = recount.recount(dump(document_of(election, {})), Rule(**fields).to_toml())
    assert (set(found), spent) == (set(outcome.winners), outcome.cost)


def test_a_grade_of_zero_is_a_judgment_inside_an_envelope_too():
    """a is judged 5, 0, 0 and b 1, 1, 1: most people judge b better."""
    made = Election.of({"a": 10, "b": 10}, 10, [{"a": 5, "b": 1}, {"a": 0, "b": 1}, {"a": 0, "b": 1}])
    both = Election(tuple(Project(p.id, p.cost, p.id, ("north",)) for p in made.projects), made.budget, made.ballots)
    rule = Rule(method="majority-judgment", weights="points", ties=("listed",))
    apart = Rule(method="majority-judgment", weights="points", ties=("listed",), envelopes={"north": "10"})
    assert count(both, rule).winners == count(both, apart).winners == ("b",)
    text = dump(document_of(made, {})).decode().replace("name;selected", "name;district")
    data = text.replace(";;0\n", ";;north\n").encode()
    for each in (rule, apart):
        assert recount.recount(data, each.to_toml()) == (["b"], 10)


@pytest.mark.parametrize("tag", ["\U0001fae8", "a\u2028b", 'q"\\', "\x07", "é"])
def test_a_rule_has_one_fingerprint_on_every_python(tag):
    rule = Rule(envelopes={tag: "5"})
    assert parse_rule(rule.to_toml()) == rule
    assert ("\\u" in rule.to_toml()) == (tag == "\x07")
