"""What is told adds up: every project has its reason, every coin its payer, in two languages."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.algorithms.counting import Election, Rule, Undecided, count
from terreau.algorithms.counting.sentences import Voice
from terreau.algorithms.counting.tests.test_exactness import elections

TOWN = Election.of(
    {"yard": 38, "bikes": 22, "library": 31, "lights": 42},
    80,
    [{"yard", "bikes"}] * 4 + [{"yard"}] * 2 + [{"library", "bikes"}] * 3 + [{"lights"}] + [set()] * 2,
)  # 12 voters; a share is 80 / 12
RULES = [
    Rule(ties=("listed",)),
    Rule(fill="votes", ties=("listed",)),
    Rule(utility="number", raise_share="until-exhaustive", step="1/7", ties=("listed",)),
    Rule(comparison="cost", fill="votes", ties=("listed",)),
    Rule(method="greedy", ties=("listed",)),
    Rule(method="greedy", too_dear="stop", min_total="2", ties=("listed",)),
    Rule(method="phragmen", fill="votes", ties=("listed",)),
    Rule(method="knapsack", ties=("listed",)),
]


def test_prices_reach_and_who_took_the_money_as_computed_by_hand():
    """Bikes: 22 / 7 each. Then four have 80/12 - 22/7 = 74/21, two have 80/12: the yard's six hold less than 38."""
    outcome = count(TOWN, Rule())
    (bikes,) = outcome.purchases
    assert (bikes.project, bikes.price, bikes.supporters, bikes.full, bikes.effective) == (
        "bikes",
        Fraction(22, 7),
        7,
        7,
        7,
    )
    assert (bikes.held, bikes.taken_by) == (7 * Fraction(80, 12), ())
    by_name = {each.project: each for each in outcome.losers}
    assert by_name["yard"].reach == 4 * Fraction(74, 21) + 2 * Fraction(80, 12)
    assert by_name["yard"].taken_by == (("bikes", Fraction(12571429, 10**6)),)  # 4 × 22/7
    assert by_name["lights"].reach == Fraction(80, 12)
    assert by_name["lights"].effective_support == Fraction(80, 12 * 42)
    assert outcome.voters.by_winners == [5, 7]
    assert outcome.voters.by_size == [2, 3, 7]
    assert outcome.voters.money_by_size == {2: 22}
    assert outcome.share == Fraction(80, 12)


def spaced(sentence):
    """With plain spaces, to be read here."""
    return sentence.replace("\u202f", " ")


def test_sentences_are_what_a_neighbour_would_ask():
    voice = Voice(count(TOWN, Rule()), "fr", {"yard": "Une cour-oasis", "bikes": "Un atelier vélo"}, "EUR")
    assert spaced(voice.why("bikes")) == "Retenu au tour 1 : 7 personnes le soutiennent et paient chacune 3,14 €."
    assert spaced(voice.why("yard")) == (
        "6 voix. Ses soutiens pouvaient encore payer 27,42 € sur 38 € (72,1 %) : il a manqué 10,58 €. "
        "Leur argent est allé d’abord à « Un atelier vélo » (12,57 €). "
        "À un prix de 27,42 €, ils l’auraient payé ; "
        "ou avec environ 2 soutiens de plus, venus de personnes sans projet retenu."
    )
    english = Voice(count(TOWN, Rule(method="greedy")), "en", {}, "EUR")
    assert english.why("library") == "3 votes. At its turn €20 was left: it costs €31."
    assert english.why("lights") == "1 vote. At its turn €20 was left: it costs €42."


@pytest.mark.parametrize(
    ("rule", "project", "sentence"),
    [
        (Rule(method="greedy", min_total="4"), "library", "Écarté : 3 voix, la règle en demande au moins 4."),
        (Rule(method="greedy", min_share="1/2"), "library", "Écarté : 3 voix, la règle en demande au moins 6."),
        (Rule(eligibility="1"), "library", "Écarté : 3 voix, à ce prix la règle en demande au moins 5."),
        (
            Rule(method="greedy", conflicts=(("yard", "bikes"),)),
            "yard",
            "Écarté : bikes est retenu, et la règle n’admet que l’un des deux.",
        ),
        (Rule(method="greedy", too_dear="stop"), "lights", "1 voix. Le dépouillement s’est arrêté avant son tour."),
        (Rule(method="knapsack"), "library", "3 voix. Il reçoit ce qui restait du budget, une partie de 31."),
    ],
)
def test_each_reason_has_its_sentence(rule, project, sentence):
    assert spaced(Voice(count(TOWN, rule), "fr").why(project)) == sentence


@settings(max_examples=400, deadline=None)
@given(elections(), st.sampled_from(RULES))
def test_every_project_has_its_reason_and_every_coin_its_payer(case, rule):
    made, _supporters = case
    if rule.raise_share != "no" and max(p.cost for p in made.projects) > 10**6:
        return  # the share would be raised for ever
    outcome = count(made, rule)
    told = sorted([p.project for p in outcome.purchases] + [p.project for p in outcome.losers])
    assert told == sorted(made.index)
    assert tuple(p.project for p in outcome.purchases) == outcome.winners
    assert outcome.cost <= outcome.budget
    voters = outcome.voters
    assert sum(voters.money_by_size.values()) == outcome.cost
    assert sum(voters.by_winners) == sum(voters.by_size) == voters.count == made.ballots.voters
    for loser in outcome.losers:
        assert loser.reach >= 0
        assert loser.reason != "out-of-reach" or loser.reach < loser.cost
        if outcome.share is not None and loser.reason == "out-of-reach":
            had = outcome.share * loser.votes
            assert sum(money for _winner, money in loser.taken_by) == pytest.approx(
                had - loser.reach, rel=1e-9, abs=1e-4
            )
    for won in outcome.purchases:
        assert won.held is None or won.held >= won.cost
    for lang in ("fr", "en"):
        voice = Voice(outcome, lang)
        sentences = [voice.why(name) for name in made.index] + [voice.tie(tie) for tie in outcome.ties]
        assert all(sentence and "{" not in sentence for sentence in sentences)


def tagged(election, tags):
    projects = tuple(type(p)(p.id, p.cost, p.name, tags[p.id]) for p in election.projects)
    return Election(projects, election.budget, election.ballots)


@settings(max_examples=150, deadline=None)
@given(elections(points=True), st.data())
def test_an_envelope_counts_as_an_election_of_its_own(case, data):
    made, supporters = case
    side = {name: data.draw(st.sampled_from(["north", "south"])) for name in made.index}
    both = tagged(made, {name: (where,) for name, where in side.items()})
    money = {where: str(data.draw(st.integers(0, 50))) for where in sorted(set(side.values()))}
    rule = Rule(weights="points", fill="votes", ties=("listed",))
    whole = count(both, Rule(weights="points", fill="votes", ties=("listed",), envelopes=money))
    for where, amount in money.items():
        names = {name: p for p, name in enumerate(made.index) if side[name] == where}
        cast = [
            {name: supporters[p][i] for name, p in names.items() if i in supporters[p]}
            for i in range(made.ballots.voters)
        ]
        alone = Election.of(
            {n: made.projects[p].cost for n, p in names.items()}, amount, [b for b in cast if b], kind="points"
        )
        expected = count(alone, rule)
        assert whole.envelopes[where].winners == expected.winners
        assert [p.project for p in whole.purchases if p.envelope == where] == list(expected.winners)
    assert whole.cost == sum(each.cost for each in whole.envelopes.values())
    assert sum(whole.voters.by_winners) == made.ballots.voters


def test_places_close_up_within_an_envelope():
    """b is second on the ballot but first of the north."""
    ranked = Election.of({"a": 5, "b": 5, "c": 5}, 10, [["a", "b", "c"], ["a", "c", "b"]])
    both = tagged(ranked, {"a": ("south",), "b": ("north",), "c": ("north",)})
    rule = Rule(method="greedy", weights="3,1", envelopes={"north": "5", "south": "5"}, ties=("listed",))
    assert count(both, rule).envelopes["north"].totals == {"b": 4, "c": 4}


def test_an_unknown_envelope_names_the_tags_that_there_are():
    both = tagged(TOWN, dict.fromkeys(TOWN.index, ("north",)))
    with pytest.raises(ValueError, match=r"no project is tagged 'south'; the tags here are north"):
        count(both, Rule(envelopes={"south": "5"}))


def test_a_silent_rule_refuses_to_guess():
    equal = Election.of({"a": 10, "b": 10}, 10, [{"a", "b"}])
    for rule in (Rule(), Rule(method="greedy"), Rule(method="phragmen"), Rule(utility="number")):
        with pytest.raises(Undecided, match="a, b are exactly tied") as refused:
            count(equal, rule)
        assert refused.value.projects == ("a", "b")
    drawn = Rule(ties=("lowest-cost", "lot"), lot=("b", "a"))
    assert count(equal, drawn).winners == ("b",)
    assert count(equal, drawn).ties[0].by == "lot"
