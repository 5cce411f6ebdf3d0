"""Real elections: the outcomes that cities published, and those of another implementation, all equal or a named tie."""

import json
from functools import cache
from pathlib import Path

import pytest

from terreau.algorithms.counting import Rule, count
from terreau.algorithms.counting.pabulib import check, declared_rule, dump, election_of, parse

ROOT = Path(__file__).resolve().parents[5]
DATA = ROOT.parent / "shared" / "data"
TIES = ("lowest-cost", "most-votes", "id")
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real ballot files are not beside the project")
FILES = sorted((DATA / "pb").glob("*.pb"))


@cache
def election(name):
    return election_of(parse((DATA / "pb" / name).read_bytes()))


def published(name):
    document = parse((DATA / "pb" / name).read_bytes())
    ids, selected = document.projects.column("project_id"), document.projects.column("selected")
    return {project.strip() for project, won in zip(ids, selected, strict=True) if won == "1"}


WIELICZKA, ASSEN = "Poland_Wieliczka_2023_Green_Budget.pb", "Netherlands_Assen_2024.pb"


def test_wieliczka_by_its_official_rule():
    """The 30 projects, the money and the four statistics that the town published."""
    rule = declared_rule(parse((DATA / "pb" / WIELICZKA).read_bytes())).rule
    outcome = count(election(WIELICZKA), rule)
    assert set(outcome.winners) == published(WIELICZKA)
    assert (len(outcome.winners), outcome.cost) == (30, 995_079)
    assert 305 < outcome.share < 316
    assert round(100 * outcome.voters.without_winner / outcome.voters.count, 1) == 17.8
    assert round(float(outcome.voters.winners_each), 3) == 1.617
    greedy = count(election(WIELICZKA), Rule(method="greedy", ties=TIES)).voters
    assert round(100 * greedy.without_winner / greedy.count, 1) == 27.6
    assert round(float(greedy.winners_each), 3) == 1.471
    assert (outcome.compared.prefer_shares, outcome.compared.prefer_greedy) == (1615, 873)


def test_wieliczka_by_the_first_exhaustive_share():
    outcome = count(election(WIELICZKA), Rule(raise_share="until-exhaustive", ties=TIES))
    assert (len(outcome.winners), outcome.cost) == (31, 984_579)
    assert published(WIELICZKA) ^ set(outcome.winners) == {"46", "66", "67"}


def test_assen_by_its_official_rule():
    outcome = count(election(ASSEN), declared_rule(parse((DATA / "pb" / ASSEN).read_bytes())).rule)
    assert set(outcome.winners) == published(ASSEN)
    assert len(outcome.winners) == 9
    assert set(
        count(election(ASSEN), Rule(utility="number", raise_share="until-overspend", ties=TIES)).winners
    ) != published(ASSEN)


EXCEPTIONS = (
    "Hungary_", "Gdynia_2020_Babie_Doly__small", "Krakow_2022_Czyzyny", "Lodz_2020.pb", "Lodz_2020_City", "Lodz_2024_Katedralna",
    "Warszawa_2018_Las", "Warszawa_2018_Niskie_Okecie", "Warszawa_2018_Ursynow_Wysoki_Poludniowy", "Warszawa_2018_Wawrzyszew",
    "Warszawa_2019_Targowek_Mieszkaniowy", "Warszawa_2020_Bialoleka", "Warszawa_2020_Targowek",
)  # fmt: skip


def replayable():
    for path in FILES:
        document = parse(path.read_bytes())
        rule = declared_rule(document).rule
        selected = document.projects.column("selected") or []
        if rule and rule.method == "greedy" and "1" in selected and not any(name in path.name for name in EXCEPTIONS):
            yield path.name, rule


def test_declared_greedy_rules_give_the_published_winners_or_a_named_tie():
    counted = 0
    for name, rule in replayable():
        outcome, counted = count(election(name), rule), counted + 1
        wrong = set(outcome.winners) ^ published(name)
        assert wrong <= {project for tie in outcome.ties for project in tie.projects}, name
    assert counted >= 50


TEXT = ("id-as-text",)  # how the other implementation tells equals apart
REFERENCE = {
    "mes_cost": Rule(ties=TEXT),
    "mes_cardinality": Rule(utility="number", ties=TEXT),
    "mes_cost_add1": Rule(raise_share="until-exhaustive", ties=TEXT),
    "mes_points": Rule(weights="points", utility="number", ties=TEXT),
    "phragmen": Rule(method="phragmen", ties=TEXT),
    "greedy_by_votes_per_project(cost_sat)": Rule(method="greedy", ties=TEXT),
    "greedy_votes_per_cost(cardinality_sat)": Rule(method="greedy", order="total-per-cost", ties=TEXT),
    "greedy_points_per_cost(additive_cardinal_sat)": Rule(
        method="greedy", order="total-per-cost", weights="points", ties=TEXT
    ),
}


def references():
    for line in (
        (DATA / "pb-reference-outcomes.jsonl").read_text(encoding="utf-8").splitlines() if DATA.is_dir() else ()
    ):
        row = json.loads(line)
        if row.get("pabutools_1.2.3"):
            yield row["file"], row["pabutools_1.2.3"]


@pytest.mark.parametrize(("name", "outcomes"), list(references()))
def test_another_implementation_gives_the_same_outcomes(name, outcomes):
    for method, winners in outcomes.items():
        assert set(count(election(name), REFERENCE[method]).winners) == set(winners), method


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_file_is_read_without_fault_and_written_again_without_loss(path):
    data = path.read_bytes()
    assert not any(fault.grave for fault in check(data))
    document = parse(data)
    assert dump(document) == data
