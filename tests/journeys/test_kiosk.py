"""A call that an agent takes, and a screen in a library: what one voter leaves behind is nothing."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import SIZES
from tests.journeys.walking import Walk

START = "**/budgets/2026/kiosk/**"


def a_pass(walk: Walk, family: str) -> str:
    """A code from the desk, for somebody of this name."""
    walk.to("/budgets/2026/desk/")
    walk.fill("Nom de naissance", family).fill("Prénom", "Odette").fill("Date de naissance", "1941-07-14")
    walk.press("Donner un code")
    return walk.page.locator(".receipt .code").text_content() or ""


def as_kiosk(walk: Walk, place: str) -> None:
    walk.to("/budgets/2026/desk/").fill("Nom du lieu", place)
    walk.press("Faire de cet appareil une borne").sees("Commencer à voter")


def choose(walk: Walk, which: int) -> None:
    walk.press("Commencer à voter", role="link")
    walk.page.locator(".pick").first.wait_for()
    walk.page.locator(".pick").nth(which).click()
    walk.page.get_by_role("button", name="Relire et déposer").click()
    walk.sees("Ce n’est encore qu’un brouillon").look()


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_somebody_votes_by_telephone(walk: Walk) -> None:
    walk.enter_as("agent").to("/budgets/2026/calls/").sees("j’entendrai vos choix")
    walk.page.locator(".read-grid input").nth(1).check()
    walk.press("Relire à la personne").sees("Relisez à voix haute")
    walk.press("Changer les choix")
    expect(walk.page.locator(".read-grid input:checked")).to_have_count(1)
    walk.press("Relire à la personne")
    walk.fill("Nom de naissance", "Vasseur").fill("Prénom", "Lucienne").fill("Date de naissance", "1938-11-02")
    walk.press("Déposer son bulletin").sees("Ce champ est obligatoire")
    for said in ("La personne sait que j’entends", "Je lui ai relu ses choix", "La personne dit avoir le droit"):
        walk.page.get_by_label(said).check()
    walk.press("Déposer son bulletin").sees("Le bulletin est dans l’urne.")
    code = " ".join(walk.page.locator(".spoken li").all_text_contents())
    assert re.fullmatch(r"([A-Z2-9]{4} ){3}[A-Z2-9]{4}", code)
    walk.press("Appel suivant", role="link").sees("Ce que vous dites")
    expect(walk.page.locator(".read-grid input:checked")).to_have_count(0)
    walk.to("/budgets/2026/tracking/").fill("Code de suivi", code)
    walk.page.get_by_role("main").get_by_role("button", name="Chercher").click()
    walk.sees("Il est dans l’urne")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_a_kiosk_forgets_each_voter_and_the_back_button_shows_the_start(walk: Walk) -> None:
    page = walk.page
    walk.enter_as("agent")
    code = a_pass(walk, "Borne")
    as_kiosk(walk, "Médiathèque")
    walk.to("/me/").sees("Commencer à voter")  # the agent is signed out, and nothing else is reached
    choose(walk, 0)
    walk.fill("Code de votre lettre", code)
    page.get_by_label("J’ai le droit de voter").check()
    page.get_by_role("button", name="Déposer mon bulletin").click()
    walk.sees("Votre bulletin est dans l’urne.").look().sees("secondes avant que l’écran s’efface")
    told = page.locator("[data-code]").text_content() or "?"
    page.get_by_role("button", name="Garder l’écran").click()
    walk.sees("L’écran reste").look()
    page.get_by_role("link", name="J’ai fini").click()
    page.wait_for_url(START)
    walk.sees("Commencer à voter").look()
    assert page.evaluate("sessionStorage.length") == 0
    for _step in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert "/kiosk/" in page.url
        walk.sees("Commencer à voter")
        assert told not in page.content()
    choose(walk, 1)
    expect(page.locator(".chosen tbody tr")).to_have_count(1)  # of this voter, not of the one before


def test_the_screen_returns_by_itself(chromium: Browser, site: dict[str, Any]) -> None:
    page = chromium.new_context(viewport=SIZES["desk"], locale="fr-FR", bypass_csp=True).new_page()
    page.clock.install()
    walk = Walk(page, site)
    walk.enter_as("agent")
    code = a_pass(walk, "Pressé")
    as_kiosk(walk, "Mairie")
    choose(walk, 2)
    _idle(page)
    walk.fill("Code de votre lettre", code)
    page.get_by_label("J’ai le droit de voter").check()
    page.get_by_role("button", name="Déposer mon bulletin").click()
    walk.sees("secondes avant que l’écran s’efface")
    page.clock.run_for(95_000)
    walk.sees("Commencer à voter")
    assert "/kiosk/" in page.url
    choose(walk, 0)
    page.clock.run_for(155_000)  # somebody went away in the middle
    walk.sees("Commencer à voter")
    assert page.evaluate("sessionStorage.length") == 0


def _idle(page: Page) -> None:
    """Warned before the screen clears, and long enough to answer."""
    page.clock.run_for(125_000)
    page.get_by_text("Êtes-vous toujours là").wait_for()
    page.get_by_role("button", name="Je continue").click()
    expect(page.locator("#kiosk-idle")).not_to_be_visible()


def test_a_screen_without_script_forgets_the_voter_too(plain: Walk) -> None:
    page = plain.page
    plain.enter_as("agent")
    code = a_pass(plain, "Sans script")
    as_kiosk(plain, "Salle des fêtes")
    choose(plain, 0)
    plain.fill("Code de votre lettre", code)
    page.get_by_label("J’ai le droit de voter").check()

    def hasten(route: Route) -> None:
        """The receipt as it comes, but that it stays for two seconds instead of three minutes."""
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('content="180; ', 'content="2; '))

    page.route("**/ballot/box/", hasten)
    page.get_by_role("button", name="Déposer mon bulletin").click()
    told = page.locator("[data-code]").text_content() or "?"
    page.wait_for_url(START)
    plain.sees("Commencer à voter")
    page.go_back()
    plain.sees("Commencer à voter")
    assert told not in page.content()
