"""A count as people read it: figures, sentences, and a page that needs nothing else."""

import re
from fractions import Fraction

import pytest

from terreau.algorithms.counting import Election, Project, Rule, count
from terreau.algorithms.counting.presets import PRESETS, suiting
from terreau.algorithms.counting.rehearsing import rehearse
from terreau.algorithms.counting.sentences import Voice
from terreau.decide.counts.bars import WIDTH, Scale
from terreau.decide.counts.pages import count_page, rehearsal_page
from terreau.decide.counts.rehearsal import Rehearsal
from terreau.decide.counts.seeds import seeds
from terreau.decide.counts.sheet import ALONE, AT_SIGHT, Sheet

CAST = [{"yard", "bikes"}] * 4 + [{"yard"}] * 2 + [{"library", "bikes"}] * 3 + [{"lights"}] + [set()] * 2
TOWN = Election.of({"yard": 38, "bikes": 22, "library": 31, "lights": 42}, 80, CAST)


def sheet(rule=None, lang="fr", election=TOWN):
    return Sheet(election, count(election, rule or Rule()), "Rivelune", lang, "EUR")


def spaced(text):
    return text.replace("\u202f", " ")


def test_nearest_misses_come_first():
    assert [bar.id for bar in sheet().lost] == ["yard", "library", "lights"]
    assert [spaced(bar.percent) for bar in sheet().lost] == ["72,1 %", "34 %", "15,8 %"]


def test_bars_are_drawn_to_one_scale():
    drawn = sheet()
    for bar in (*drawn.won, *drawn.lost):
        cost = next(p.cost for p in TOWN.projects if p.id == bar.id)
        assert bar.cost_width == round(WIDTH * float(cost / drawn.scale.top))
        assert 0 <= bar.got_width <= bar.cost_width <= WIDTH


def test_the_replay_begins_with_full_shares_and_ends_with_what_is_left():
    """Ten voters of 80/12 stand behind the yard at first; four of them have paid for the bikes at the end."""
    drawn = sheet()
    steps = drawn.replay["bars"]["yard"]
    assert steps == tuple(
        drawn.scale.width(money) for money in (6 * Fraction(80, 12), 4 * Fraction(74, 21) + 2 * Fraction(80, 12))
    )
    assert drawn.replay["bars"]["bikes"] == (drawn.scale.width(7 * Fraction(80, 12)),)
    assert len(drawn.replay["turns"]) == len(drawn.replay["spent"]) == 1


@pytest.mark.parametrize("most", [0, 1, 3, 7, 42, 999, 10**9, Fraction(1, 3)])
def test_a_scale_always_has_round_ticks(most):
    scale = Scale.up_to(Fraction(most))
    assert scale.ticks[0] == 0
    assert 3 <= len(scale.ticks) <= 12
    assert re.fullmatch(r"0?\.?0*[125]0*", f"{float(scale.coin):.9f}".rstrip("0").rstrip("."))
    assert int(scale.top / scale.coin) <= 60


def test_a_seed_stands_for_a_round_number_of_people():
    drawn = seeds([38, 252, 381, 328, 158, 47, 8, 1, 1], 7, Voice(count(TOWN, Rule()), "fr"))
    assert drawn.each in (1, 2, 5, 10)
    assert [len(column.places) for column in drawn.columns] == [
        -(-n // drawn.each) for n in (38, 252, 381, 328, 158, 47, 8, 2)
    ]
    assert drawn.columns[-1].winners == "7+"


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "rule", [p.rule for n, p in PRESETS.items() if n not in ("majority-judgment", "equal-shares-points")]
)
def test_a_page_of_any_rule_stands_alone(rule, lang):
    page = count_page(sheet(rule, lang), b"ballots")
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "url(" not in page.replace('url("data:', "")
    assert f'<html lang="{lang}">' in page
    for bar in sheet(rule, lang).lost:
        assert bar.why.split("“")[0].split("«")[0][:20] in page
    assert page.count('id="seed"') == 1


def test_names_and_reasons_are_escaped():
    named = Election(
        (Project("1", Fraction(5), "<script>alert(1)</script>"),),
        Fraction(5),
        Election.of({"1": 5}, 5, [{"1"}]).ballots,
    )
    page = count_page(sheet(election=named))
    assert "<script>alert" not in page
    assert "\\u003cscript>alert" in page  # in the data of the replay


def test_nobody_voted_and_nothing_to_fund_is_still_a_page():
    for empty in (Election.of({"a": 5}, 5, []), Election.of({}, 5, [set()]), Election.of({"a": 0}, 0, [{"a"}])):
        for rule in (Rule(ties=("listed",)), Rule(method="greedy"), Rule(method="phragmen")):
            assert "<h1>" in count_page(sheet(rule, election=empty))


def test_a_rehearsal_says_what_each_rule_changes():
    compared = Rehearsal(TOWN, rehearse(TOWN, suiting(TOWN)), "Rivelune", "en", "EUR")
    columns = {column.name: column for column in compared.columns}
    assert not columns["greedy"].gained
    assert [change.name for change in columns["equal-shares-plain"].lost] == ["yard"]
    assert columns["equal-shares-plain"].lost[0].why.startswith("6 votes. Its supporters could still pay")
    assert {row.name for row in compared.rows} == set(TOWN.index)
    assert "What changes, and why" in rehearsal_page(compared)


def test_a_rule_left_undecided_is_said_and_the_others_shown():
    equal = Election.of({"a": 10, "b": 10}, 10, [{"a", "b"}])
    compared = Rehearsal(
        equal, rehearse(equal, {"greedy": Rule(method="greedy"), "mine": Rule(ties=("listed",))}), "Pair"
    )
    page = rehearsal_page(compared)
    assert "Indécis" in page
    assert compared.columns[0].undecided == ["a", "b"]
    assert compared.rows[0].marks == (None, True)


@pytest.mark.parametrize(
    ("projects", "opened"), [(AT_SIGHT + ALONE, 0), (AT_SIGHT + ALONE + 1, ALONE + 1), (200, 200 - AT_SIGHT)]
)
def test_of_many_projects_the_first_are_at_sight_and_all_are_there(projects, opened):
    """Nobody voted: all of them lost."""
    drawn = sheet(election=Election.of({f"p{n}": 10 + n for n in range(projects)}, 80, [set()]))
    first, rest = drawn.lost_parts
    assert (len(rest), first + rest) == (opened, drawn.lost)
    page = count_page(drawn)
    assert [page.count(f'data-project="{bar.id}"') for bar in drawn.lost] == [1] * projects
    assert (f"Les {opened} autres projets non retenus" in page) == bool(opened)
