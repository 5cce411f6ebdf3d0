"""The page of a count opens from a file, without a site: read, replayed, printed."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from terreau.algorithms.counting import Election, Project, Rule, count
from terreau.algorithms.counting.presets import suiting
from terreau.algorithms.counting.rehearsing import rehearse
from terreau.decide.counts.pages import count_page, rehearsal_page
from terreau.decide.counts.rehearsal import Rehearsal
from terreau.decide.counts.sheet import Sheet
from tests.journeys.conftest import SIZES
from tests.journeys.walking import Walk

NAMES = {
    "yard": "Une cour-oasis",
    "bikes": "Un atelier vélo",
    "library": "La médiathèque de plain-pied",
    "lights": "Le stade en LED",
}
COSTS = {"yard": 38_000, "bikes": 22_000, "library": 31_000, "lights": 42_000}


def election() -> Election:
    cast = [{"yard", "bikes"}] * 40 + [{"yard"}] * 32 + [{"library", "bikes"}] * 30 + [{"lights"}] * 14 + [set()] * 3
    made = Election.of(COSTS, 80_000, cast)
    projects = tuple(Project(p.id, p.cost, NAMES[p.id]) for p in made.projects)
    return Election(projects, made.budget, made.ballots)


@pytest.fixture(params=["phone", "desk"])
def sheet(request: pytest.FixtureRequest, chromium: Browser) -> Page:
    return chromium.new_context(viewport=SIZES[request.param], reduced_motion="reduce").new_page()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_neighbour_reads_why_and_replays_the_count(sheet: Page, tmp_path: Path, lang: str) -> None:
    made = election()
    page = tmp_path / "count.html"
    page.write_text(count_page(Sheet(made, count(made, Rule()), "Rivelune 2026", lang, "EUR")), encoding="utf-8")
    asked: list[str] = []
    sheet.on("request", lambda request: asked.append(request.url))
    walk = Walk(sheet, {"address": page.as_uri()})
    walk.to("")
    sheet.locator("summary", has_text=NAMES["library"]).click()
    walk.look().sees("a manqué" if lang == "fr" else "was missing")
    slider = sheet.get_by_role("slider")
    slider.focus()
    slider.press("Home")
    yard = sheet.locator("[data-project=yard]")
    expect(yard).to_have_class("money-bar waiting")
    slider.press("ArrowRight")
    expect(sheet.locator("[data-said]")).to_contain_text(NAMES["yard"])
    expect(yard).not_to_have_class("money-bar waiting")
    sheet.get_by_role("button", name="Rejouer" if lang == "fr" else "Replay").click()
    expect(sheet.locator("[data-said]")).to_contain_text(NAMES["bikes"], timeout=30_000)
    walk.look()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_a_council_compares_rules(sheet: Page, tmp_path: Path) -> None:
    made = election()
    page = tmp_path / "rehearsal.html"
    compared = Rehearsal(made, rehearse(made, suiting(made)), "Rivelune 2026", "fr", "EUR")
    page.write_text(rehearsal_page(compared), encoding="utf-8")
    walk = Walk(sheet, {"address": page.as_uri()})
    walk.to("").sees("Les mêmes bulletins, plusieurs règles")
    sheet.locator("summary").nth(2).click()
    walk.look().sees("Parts égales")
