"""What each person comes to do, on a telephone and at a desk."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import Walk


def test_an_inhabitant_finds_who_repairs_and_says_what_is_wrong(walk: Walk, size: str) -> None:
    walk.to("/").sees("300 acteurs")
    walk.to("/map/?q=reparation+velo")
    expect(walk.page.locator(".hit").first).to_be_visible()
    walk.page.get_by_role("link", name="Atelier des Écrous", exact=True).first.click()
    walk.page.wait_for_url("**/actors/atelier-des-ecrous/")
    walk.look().sees("Mercredi 14 h à 19 h")
    walk.press("Proposer une correction", role="link")
    walk.fill("Votre correction", f"Ouvert aussi le jeudi ({size}).")
    walk.press("Envoyer la correction").sees("Correction reçue")


def test_a_visitor_filters_and_shares_the_same_view(walk: Walk, size: str) -> None:
    walk.to("/map/")
    if size == "phone":
        walk.page.get_by_role("link", name="Filtrer").click()
    walk.page.get_by_label("Coopérative").check()
    walk.page.wait_for_url("**kind=cooperative**")
    walk.look()
    total = walk.page.locator("#results").get_attribute("data-total")
    assert total
    assert 0 < int(total) < 100
    walk.to(walk.page.url.removeprefix(walk.site["address"]))
    assert walk.page.locator("#results").get_attribute("data-total") == total
    walk.page.go_back()


def test_the_map_shows_pins_and_a_card_beside_them(walk: Walk, size: str) -> None:
    walk.to("/map/?q=ecrous")
    if size == "phone":
        walk.page.get_by_role("link", name="Carte", exact=True).last.click()
    walk.page.locator("terreau-map[data-ready]").wait_for(timeout=20_000)
    walk.page.locator(".map-mark").first.wait_for(timeout=20_000)
    walk.look()


def test_a_typing_mistake_is_forgiven(walk: Walk) -> None:
    walk.to("/map/?q=mediateque").sees("Médiathèque")


def test_the_table_is_the_twin_of_the_map(walk: Walk) -> None:
    walk.to("/map/?theme=food&view=table")
    assert walk.page.locator("tbody tr").count() > 10


def test_an_english_reader_reads_english(walk: Walk) -> None:
    walk.to("/")
    walk.page.get_by_role("button", name="English").click()
    walk.page.wait_for_load_state()
    assert walk.page.locator("html").get_attribute("lang") == "en"
    walk.to("/map/").sees("Who acts in Rivelune")


def test_night_and_day(walk: Walk) -> None:
    walk.to("/")
    walk.page.get_by_role("button", name="Nuit").click()
    walk.page.wait_for_load_state()
    assert walk.page.locator("html").get_attribute("data-theme") == "dark"
    walk.to("/map/").to("/actors/atelier-des-ecrous/")


def test_a_connector_brings_a_file_in_and_takes_it_back(walk: Walk, size: str, tmp_path: Path) -> None:
    if size == "phone":
        pytest.skip("two links are made per person: this journey is walked at the desk")
    walk.enter_as("connector")
    rows = [{"name": "Fanfare du Pont", "lat": 47.912, "lon": 6.214, "categories": ["Association"]}]
    file = tmp_path / "fanfares.json"
    file.write_text(json.dumps(rows))
    walk.to("/data/imports/")
    walk.page.locator("input[type=file]").set_input_files(file)
    walk.fill("D’où vient ce fichier", "Fanfares de la vallée")
    walk.press("Lire ce fichier").sees("1 ligne")
    walk.press("Préparer l’aperçu")
    walk.page.get_by_role("button", name="Importer maintenant").wait_for(timeout=30_000)
    walk.look().press("Importer maintenant")
    walk.page.get_by_role("button", name="Annuler tout l’import").wait_for(timeout=30_000)
    walk.look().to("/map/?q=fanfare+du+pont").sees("Fanfare du Pont")
    walk.page.go_back()
    walk.press("Annuler tout l’import")
    walk.page.get_by_text("Annulé").first.wait_for(timeout=30_000)
    walk.to("/data/duplicates/")


def test_a_connector_edits_and_undoes(walk: Walk, size: str) -> None:
    if size == "desk":
        pytest.skip("two links are made per person: this journey is walked on the telephone")
    walk.enter_as("connector").to("/actors/mission-locale/form/")
    walk.fill("En une phrase", "Une porte pour les 16 à 25 ans.")
    walk.press("Enregistrer la fiche").sees("Une porte pour les 16 à 25 ans.")
    walk.to("/map/cards/mission-locale/history/")
    walk.press("Annuler ce changement").sees("Ce changement a été annulé.")


def test_an_agent_prints_a_code_and_an_elder_enters(walk: Walk) -> None:
    walk.enter_as("agent").to("/account/codes/")
    walk.fill("Adresse électronique", "gaston@rivelune.example")
    walk.press("Préparer la feuille")
    code = walk.page.locator(".receipt .code").inner_text().strip()
    walk.to("/me/").press("Se déconnecter")
    walk.to("/account/login/").fill("Code imprimé", code)
    walk.press("Entrer avec ce code").sees("Bonjour")


def test_a_moderator_answers_and_archives(walk: Walk) -> None:
    walk.enter_as("moderator").to("/map/suggestions/").to("/me/").to("/dashboard/")


def test_an_administrator_looks_after_the_town(walk: Walk) -> None:
    walk.enter_as("administrator")
    for path in (
        "/account/roles/",
        "/town/settings/",
        "/town/districts/",
        "/map/categories/",
        "/dashboard/",
        "/audit/",
    ):
        walk.to(path)


def test_everything_can_be_done_without_javascript(plain: Walk) -> None:
    plain.to("/map/").page.get_by_label("Coopérative").check()
    plain.page.get_by_role("button", name="Appliquer le filtre").click()
    assert "kind=cooperative" in plain.page.url
    plain.to("/actors/atelier-des-ecrous/")
    plain.page.get_by_role("link", name="Proposer une correction").first.click()
    plain.page.get_by_label("Votre correction").fill("Sans script.")
    plain.page.get_by_role("button", name="Envoyer la correction").click()
    plain.sees("Correction reçue")


def test_the_keyboard_reaches_the_list(walk: Walk, size: str) -> None:
    walk.to("/map/")
    walk.page.keyboard.press("Tab")
    assert walk.page.evaluate("document.activeElement.className") == "skip"
    walk.page.keyboard.press("Enter")
    seen = set()
    for _step in range(80):
        walk.page.keyboard.press("Tab")
        seen.add(walk.page.evaluate("document.activeElement.closest('.hit') ? 'list' : document.activeElement.tagName"))
        if "list" in seen:
            break
    assert "list" in seen
