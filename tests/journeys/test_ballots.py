"""Ballots of every kind, with a thumb and with the keyboard: what is left, why something no longer fits, places by tapping."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.conftest import SIZES
from tests.journeys.walking import Walk

SMALL = """[...document.querySelectorAll('main button, .pick, .pick input[type=number]')]
    .filter(part => part.offsetParent && part.offsetHeight < 44).map(part => part.outerHTML)"""


def card(walk: Walk, number: int) -> Locator:
    return walk.page.locator(".project", has_text=f"Projet {number}")


def said(walk: Walk, words: str) -> None:
    expect(walk.page.locator("[data-said]")).to_contain_text(words)


def read(walk: Walk, *, instruction: str) -> None:
    """What to do and who will see it are on the page, whatever its size; all is large enough to press."""
    for words in (instruction, "Qui verra mon vote"):
        expect(walk.page.get_by_text(words).first).to_be_visible()
    assert walk.page.evaluate(SMALL) == []
    walk.look()


def test_points_are_given_with_plus_and_minus_and_the_rest_is_told(walk: Walk) -> None:
    walk.to("/budgets/points/ballot/")
    read(walk, instruction="Répartissez 5 points")
    for number, times in ((1, 3), (2, 3)):
        for _turn in range(times):
            card(walk, number).get_by_role("button", name="Un point de plus").click(force=True)
    expect(card(walk, 1).locator("input")).to_have_value("3")
    expect(card(walk, 2).locator("input")).to_have_value("2")
    expect(walk.page.locator("[data-left]")).to_have_text("Il vous reste 0 point.")
    said(walk, "Il ne vous reste aucun point")
    card(walk, 1).get_by_role("button", name="Un point de moins").click()
    said(walk, "Il vous reste 1 point.")
    card(walk, 3).locator("input").fill("4")
    expect(walk.page.locator("[data-left]")).to_contain_text("3 points de trop")
    card(walk, 3).locator("input").fill("1")
    walk.look().press("Relire et déposer").sees("Ce n’est encore qu’un brouillon")


def test_a_ranking_is_made_by_tapping_in_order(walk: Walk) -> None:
    walk.to("/budgets/ranking/ballot/")
    read(walk, instruction="Appuyez sur vos projets dans l’ordre")
    for number in (4, 1, 3):
        card(walk, number).locator("[data-act=place]").click()
    said(walk, "place 3 sur 3")
    card(walk, 2).locator("[data-act=place]").click(force=True)
    said(walk, "Votre bulletin compte déjà 3 projets")
    expect(card(walk, 2).locator("[data-why]")).to_be_visible()
    card(walk, 3).get_by_role("button", name="Monter d’une place").click()
    said(walk, "place 2 sur 3")
    card(walk, 4).locator("[data-act=place]").click()
    said(walk, "est retiré. 2 projets classés.")
    expect(card(walk, 3).locator("[data-act=place]")).to_have_text("Place 1")
    expect(card(walk, 1).locator("[data-act=place]")).to_have_text("Place 2")
    walk.look().press("Relire et déposer").sees("1. Projet 3").sees("2. Projet 1")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_a_ranking_is_made_with_the_keyboard_alone(walk: Walk) -> None:
    walk.to("/budgets/ranking/ballot/")
    for number in (2, 5):
        card(walk, number).locator("[data-act=place]").focus()
        walk.page.keyboard.press("Enter")
    down = card(walk, 2).get_by_role("button", name="Descendre d’une place")
    down.focus()
    walk.page.keyboard.press("Space")
    said(
        walk, "« Projet 2 » : place 2 sur 2.".replace("« ", "«\u202f").replace(" »", "\u202f»").replace(" :", "\u202f:")
    )
    expect(down).to_be_focused()  # at the end of the list it stays where it is, and does nothing more


def test_a_basket_says_why_a_project_no_longer_fits(walk: Walk) -> None:
    walk.to("/budgets/basket/ballot/")
    read(walk, instruction="Remplissez le panier")
    card(walk, 1).locator(".pick").click()
    expect(card(walk, 5).locator("[data-why]")).to_contain_text("de 20 000")
    card(walk, 5).locator("input").focus()
    walk.page.keyboard.press("Space")
    said(walk, "Dépasse de 20 000")
    expect(card(walk, 5).locator("input")).not_to_be_checked()
    expect(card(walk, 2).locator("[data-why]")).to_be_hidden()
    walk.look()


def test_an_approval_ballot_that_is_full_says_so(walk: Walk) -> None:
    walk.to("/budgets/approval/ballot/")
    read(walk, instruction="2 projets au plus")
    for number in (1, 2):
        card(walk, number).locator(".pick").click()
    card(walk, 3).locator(".pick").click(force=True)
    said(walk, "Votre bulletin compte déjà 2 projets")
    expect(walk.page.locator(".pick input:checked")).to_have_count(2)


def test_somebody_chooses_a_district_then_fills_two_envelopes(walk: Walk) -> None:
    walk.to("/budgets/districts/ballot/").sees("aucun justificatif")
    walk.press("Nord").sees("Votre quartier")
    read(walk, instruction="sans dépasser aucune enveloppe")
    expect(walk.page.locator(".project")).to_have_count(4)
    card(walk, 1).locator(".pick").click()
    expect(walk.page.locator("[data-left]")).to_contain_text("il vous reste 8 000")
    expect(card(walk, 2).locator("[data-why]")).to_contain_text("de 1 000")
    card(walk, 5).locator(".pick").click()
    walk.look().press("Relire et déposer").press("Changer mes choix").sees("Votre quartier")
    expect(walk.page.locator(".pick input:checked")).to_have_count(2)


def test_without_script_a_place_given_twice_is_told_with_its_projects(chromium: Browser, site: dict[str, Any]) -> None:
    page = chromium.new_context(viewport=SIZES["phone"], locale="fr-FR", java_script_enabled=False).new_page()
    walk = Walk(page, site, axe=False).to("/budgets/ranking/ballot/").sees("chaque place une seule fois")
    for number in (1, 2):
        card(walk, number).get_by_label("Place de").fill("1")
    page.get_by_role("button", name="Relire et déposer").click()
    walk.sees("La place 1 est donnée à plusieurs projets")
    card(walk, 2).get_by_label("Place de").fill("2")
    page.get_by_role("button", name="Relire et déposer").click()
    walk.sees("Ce n’est encore qu’un brouillon")
    walk.to("/budgets/points/ballot/")
    card(walk, 3).get_by_label("Points pour").fill("5")
    page.get_by_role("button", name="Relire et déposer").click()
    walk.sees("Ce n’est encore qu’un brouillon")
