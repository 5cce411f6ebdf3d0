"""The certified engine decides as rationals do, on elections made to lead floats astray."""

from fractions import Fraction

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from terreau.algorithms.counting import Election, Rule, decide
from terreau.algorithms.counting.tests import rational

THOUSANDTHS = st.integers(0, 3000).map(lambda n: Fraction(n, 1000))
PLAIN = st.sampled_from([Fraction(n) for n in (1, 2, 3, 5, 7, 10, 10, 30, 100, 1000)])


NEAR = st.integers(0, 5).map(lambda n: Fraction(10**15 + n))  # told apart by the last bits of a float


@st.composite
def elections(draw, points=False):
    """Few voters, equal costs, costs in thousandths, projects that cost everything: ties and close calls everywhere."""
    count, voters = draw(st.integers(1, 7)), draw(st.integers(1, 12))
    costs = draw(st.lists(draw(st.sampled_from([THOUSANDTHS, PLAIN, NEAR])), min_size=count, max_size=count))
    weight = st.integers(0, 4) if points else st.integers(0, 1)
    cast = draw(st.lists(st.lists(weight, min_size=count, max_size=count), min_size=voters, max_size=voters))
    if draw(st.booleans()):  # whole blocks vote alike
        cast = [cast[0 if i < voters // 2 else -1] for i in range(voters)]
    budget = draw(st.sampled_from([sum(costs), sum(costs) / 2, max(costs), Fraction(0), sum(costs) * Fraction(2, 3)]))
    names = [f"p{at}" for at in range(count)]
    ballots = [{names[p]: w for p, w in enumerate(row) if w} for row in cast]
    kind = "points" if points else "approval"
    made = Election.of(
        dict(zip(names, costs, strict=True)), budget, ballots if points else map(set, ballots), kind=kind
    )
    supporters = {p: {i: row[p] for i, row in enumerate(cast) if row[p]} for p in range(count)}
    return made, supporters


def reference(made, supporters, share, *, by_cost):
    cost, voters = [p.cost for p in made.projects], made.ballots.voters
    return rational.shares(cost, supporters, share, voters, by_cost=by_cost, rank=range(len(cost)))


@settings(max_examples=1500, deadline=None)
@given(elections(), st.sampled_from(["cost", "number"]))
def test_equal_shares_decides_as_rationals_do(case, utility):
    made, supporters = case
    result = decide(made, Rule(utility=utility, ties=("listed",)))
    share = made.budget / made.ballots.voters
    assert result.winners == reference(made, supporters, share, by_cost=utility == "cost")


@settings(max_examples=1000, deadline=None)
@given(elections(points=True), st.sampled_from(["cost", "number"]))
def test_points_weigh_as_rationals_say(case, utility):
    made, supporters = case
    result = decide(made, Rule(weights="points", utility=utility, ties=("listed",)))
    share = made.budget / made.ballots.voters
    assert result.winners == reference(made, supporters, share, by_cost=utility == "cost")


@settings(max_examples=200, deadline=None)
@given(elections(), st.sampled_from(["10", "25/3", "7%"]))
def test_a_raised_share_stops_before_overspending(case, step):
    made, supporters = case
    assume(max(p.cost for p in made.projects) < 10**6)  # else the share is raised for ever
    cost, taking = [p.cost for p in made.projects], [p for p in supporters if supporters[p]]
    result = decide(made, Rule(raise_share="until-overspend", step=step, ties=("listed",)))
    share = made.budget / made.ballots.voters
    each = share * Fraction(step[:-1]) / 100 if step.endswith("%") else Fraction(step)
    if sum(cost[p] for p in taking) <= made.budget:
        assert sorted(result.winners) == taking
        return
    won = reference(made, supporters, share, by_cost=True)
    while each:
        share += each
        following = reference(made, supporters, share, by_cost=True)
        if sum(cost[p] for p in following) > made.budget:
            break
        won = following
    assert result.winners == won


@settings(max_examples=600, deadline=None)
@given(elections())
def test_phragmen_decides_as_rationals_do(case):
    made, supporters = case
    cost = [p.cost for p in made.projects]
    expected = rational.phragmen(cost, supporters, made.budget, made.ballots.voters, range(len(cost)))
    assert decide(made, Rule(method="phragmen", ties=("listed",))).winners == expected


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.integers(1, 10**6))
@example(61, 150_000)
def test_a_project_for_the_whole_budget_that_all_want_is_bought(voters, budget):
    """61 × (150000 / 61) < 150000 in float64: a count in floats alone funds nothing here."""
    made = Election.of({"all": budget}, budget, [{"all"}] * voters)
    assert decide(made, Rule()).winners == [0]


def chain(voters, projects):
    """Each voter supports neighbouring projects at costs that share no factor: long histories, all different."""
    costs = {f"p{at}": Fraction(1000 + at, 7 + at % 5) for at in range(projects)}
    cast = [{f"p{(i + k * k) % projects}" for k in range(1 + i % 6)} for i in range(voters)]
    return costs, cast


def test_long_histories_stay_exact():
    costs, cast = chain(220, 60)
    budget = sum(costs.values()) / 2
    made = Election.of(costs, budget, cast)
    supporters = {p: {i: 1 for i, row in enumerate(cast) if f"p{p}" in row} for p in range(60)}
    for share in (budget / 220, budget / 200, budget / 100):
        scaled = Election.of(costs, share * 220, cast)
        assert decide(scaled, Rule(ties=("listed",))).winners == reference(made, supporters, share, by_cost=True)


def test_a_close_call_is_told_from_a_tie():
    """Two prices that differ by less than a float can tell, in both orders."""
    big = 10**13
    for first, second in ((big, big + 1), (big + 1, big)):
        made = Election.of({"a": first, "b": second}, 3 * big, [{"a", "b"}] * 3)
        result = decide(made, Rule(utility="number"))
        assert result.winners[0] == (0 if first < second else 1)
        assert result.ties == []
