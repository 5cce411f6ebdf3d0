"""A class votes on a tablet, from the teacher's cards to the box; and a neighbour votes with the electoral register."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.walking import Walk

SCHOOL = "/budgets/ecole-jean-moulin"
TABLET: Any = {"width": 768, "height": 1024}


def cards(walk: Walk) -> tuple[str, list[list[str]]]:
    """The teacher's own way: open the class page, print new cards; (address for pupils, pictures of each card)."""
    walk.enter_as("teacher").to(f"{SCHOOL}/classes/").press("CM2 de M. Ledoux", role="link").sees("cartes données")
    code = walk.page.locator(".class-code").text_content() or ""
    walk.press("Refaire les cartes qui n’ont pas servi").sees("Cartes à découper")
    found = [one.get_attribute("data-picture") or "" for one in walk.page.locator("[data-picture]").all()]
    return f"{SCHOOL}/class/{code}/", [found[at : at + 4] for at in range(0, len(found), 4)]


def play(tablet: Walk, card: list[str]) -> None:
    for picture in card:
        filled = tablet.page.locator(".slots .filled")
        before = filled.count()
        tablet.page.locator(f"button[name=pick][value={picture}]").click()
        if before < 3:
            expect(filled).to_have_count(before + 1)


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_a_class_votes_on_a_shared_tablet_that_keeps_nothing(
    walk: Walk, chromium: Browser, site: dict[str, Any]
) -> None:
    address, (first, second, *_left) = cards(walk)
    tablet = Walk(chromium.new_context(viewport=TABLET, locale="fr-FR", bypass_csp=True).new_page(), site)
    tablet.to(address).sees("Appuie sur la première image")
    length = tablet.page.evaluate("history.length")
    play(tablet, first)
    tablet.sees("Choisis toutes les idées").look()
    tablet.page.get_by_role("button", name="J’ai choisi").click()
    tablet.sees("Choisis d’abord une idée")
    tablet.page.locator(".idea").nth(1).click(position={"x": 60, "y": 60})  # the picture is pressed, not the box
    tablet.page.get_by_role("button", name="J’ai choisi").click()
    tablet.sees("Est-ce que c’est ça ?").look()
    tablet.page.get_by_role("button", name="Oui, dans l’urne").click()
    tablet.page.get_by_role("heading", name="Ton choix est dans l’urne.").wait_for()
    tablet.look()
    tablet.page.get_by_text("Prends ta carte.").wait_for(timeout=15_000)  # by itself, for the next pupil
    assert tablet.page.evaluate("history.length") == length
    assert tablet.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert not tablet.page.locator("input[name=c], input[name=p]").count()
    play(tablet, first)
    tablet.sees("Cette carte a déjà voté").look()
    play(tablet, second)
    tablet.page.locator(".idea .pick").nth(0).click()
    tablet.page.get_by_role("button", name="J’ai choisi").click()
    tablet.page.get_by_role("button", name="Oui, dans l’urne").click()
    tablet.page.get_by_role("heading", name="Ton choix est dans l’urne.").wait_for()
    walk.to(f"{SCHOOL}/classes/").sees("CM2 de M. Ledoux")
    expect(walk.page.locator("tbody tr").first.locator("td").nth(1)).to_have_text("14")


def test_without_script_a_pupil_votes_and_the_tablet_turns_by_itself(chromium: Browser, site: dict[str, Any]) -> None:
    context = chromium.new_context(viewport=TABLET, locale="fr-FR", bypass_csp=True)
    address, (*_others, last) = cards(Walk(context.new_page(), site))
    page: Page = chromium.new_context(viewport=TABLET, locale="fr-FR", java_script_enabled=False).new_page()
    page.goto(site["address"] + address)
    for picture in last:
        page.locator(f"button[name=pick][value={picture}]").click()
    page.locator(".idea .pick").nth(2).click()
    page.get_by_role("button", name="J’ai choisi").click()
    page.get_by_role("button", name="Oui, dans l’urne").click()
    page.get_by_text("Ton choix est dans l’urne.").wait_for()
    assert page.url.endswith("/done/")
    page.get_by_text("Prends ta carte.").wait_for(timeout=15_000)
    page.go_back()
    assert not page.locator("input[name=p]:checked").count()


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_teacher_prepares_a_lesson_and_another_class(walk: Walk) -> None:
    walk.enter_as("teacher").to(f"{SCHOOL}/classes/lesson/?pupils=24").sees("12,50")
    walk.to(f"{SCHOOL}/classes/").fill("École", "École Jean-Moulin").fill("Nom de la classe", "CP").fill(
        "Combien d’élèves", "3"
    )
    walk.press("Ouvrir la classe et imprimer ses cartes").sees("3 cartes, une par élève")
    walk.press("La page de la classe", role="link").page.get_by_text("La classe a fini de voter").click()
    walk.press("Fermer le vote de cette classe").sees("n’ouvrent plus rien")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_neighbour_of_the_register_votes_on_a_phone(walk: Walk) -> None:
    walk.to("/budgets/2026/ballot/")
    walk.page.locator(".pick").nth(1).click()
    walk.press("Relire et déposer")
    walk.fill("Nom de naissance", "Petitjan").fill("Prénom", "Odile").fill("Date de naissance", "1958-07-14")
    walk.fill("votre adresse", "12, rue du Moulin")
    walk.page.get_by_label("J’ai le droit de voter").check()
    walk.press("Déposer mon bulletin").sees("Nous ne vous trouvons pas sur la liste électorale")
    walk.fill("Nom de naissance", "GARNIER").fill("Prénom", "Marie")  # the usual name, the second given name
    walk.press("Déposer mon bulletin").sees("Votre bulletin est dans l’urne.")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_an_agent_looks_at_a_file_and_chooses_it_only_once(walk: Walk, tmp_path: Any) -> None:
    file = tmp_path / "liste.csv"
    file.write_text(
        "Nom de naissance;Prénoms;Date de naissance;Adresse\nNouvel;Ève;03/02/1980;1 rue du Moulin\n", "cp1252"
    )
    walk.enter_as("agent").to("/budgets/2026/register/")
    walk.page.locator("input[type=file]").set_input_files(file)
    walk.page.get_by_role("button", name="Regarder le fichier").click()
    walk.sees("Windows-1252").look()
    walk.page.locator("input[name=reason]").fill("jugement du 3 mars")
    walk.press("Ajouter ces personnes").sees("1 personne est sur la liste")
    walk.to("/budgets/2026/rules/").sees("jugement du 3 mars")
