"""A vote from end to end, as those who take part in it: on a telephone and at a desk, in two languages, without script."""

import io
import re
import zipfile
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import SIZES
from tests.journeys.walking import Walk


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_an_inhabitant_reads_what_is_open_and_the_rules(walk: Walk) -> None:
    walk.to("/").sees("Le vote est ouvert")
    walk.to("/budgets/").sees("Budget participatif 2026")
    walk.to("/budgets/2026/").sees("personnes ont voté")
    walk.press("Les règles, en deux minutes", role="link").sees("Qui saura ce que j’ai voté")
    walk.to("/budgets/2026/projects/1/")


def test_somebody_with_an_account_votes_and_finds_the_ballot_again(walk: Walk, size: str) -> None:
    walk.enter_as("inhabitant").to("/budgets/2026/ballot/")
    picks = walk.page.locator(".pick")
    for rank in (0, 2, 4):
        picks.nth(rank).click()
    expect(walk.page.locator("[data-left]")).to_have_text("3 projets choisis.")
    walk.press("Relire et déposer").sees("Ce n’est encore qu’un brouillon")
    assert walk.page.locator("input[type=hidden][name=p]").count() >= 3
    walk.press("Changer mes choix")
    expect(walk.page.locator(".pick input:checked")).to_have_count(3)
    walk.press("Relire et déposer")
    walk.fill("Nom de naissance", "Aubert").fill("Prénom", "Lucie").fill("Date de naissance", "1992-03-04")
    walk.page.get_by_label("J’ai le droit de voter").check()
    walk.press("Déposer mon bulletin")
    if size == "desk" and walk.page.get_by_text("chacun vote une fois").count():
        return  # the same person voted on the telephone just before
    walk.sees("Votre bulletin est dans l’urne.")
    code = walk.page.locator("[data-code]").text_content() or ""
    assert re.fullmatch(r"([A-Z2-9]{4}-){3}[A-Z2-9]{4}", code)
    walk.to("/budgets/2026/tracking/").sees("Le code ne quitte pas cette page").fill("Code de suivi", code.lower())
    with walk.page.expect_request(lambda one: one.method == "POST") as sent:
        walk.page.get_by_role("main").get_by_role("button", name="Chercher").click()
    walk.sees("Il est dans l’urne").look()
    assert "fingerprint=" in (sent.value.post_data or "") and code[:4] not in (sent.value.post_data or "").upper()


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_a_ballot_is_filled_in_with_the_keyboard_alone(walk: Walk) -> None:
    walk.to("/budgets/2026/ballot/")
    walk.page.locator(".pick input").first.focus()
    walk.page.keyboard.press("Space")
    expect(walk.page.locator(".pick input:checked")).to_have_count(1)
    expect(walk.page.locator("[data-said]")).to_contain_text("1")
    walk.page.get_by_role("button", name="Relire et déposer").focus()
    walk.page.keyboard.press("Enter")
    walk.sees("Qui vote").look()


def test_a_neighbour_at_the_desk_gets_a_code_and_votes_without_a_name(walk: Walk, size: str) -> None:
    walk.enter_as("agent").to("/budgets/2026/desk/")
    walk.fill("Nom de naissance", f"Chassagne {size}").fill("Prénom", "René").fill("Date de naissance", "1945-02-01")
    walk.press("Donner un code")
    code = walk.page.locator(".receipt .code").text_content() or ""
    walk.to(f"/budgets/2026/ballot/?code={code}")
    walk.page.locator(".pick").first.click()
    walk.press("Relire et déposer")
    walk.page.get_by_label("J’ai le droit de voter").check()
    walk.press("Déposer mon bulletin").sees("Votre bulletin est dans l’urne.")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_letters_are_made_and_a_lost_one_opens_nothing(walk: Walk, size: str) -> None:
    walk.enter_as("agent").to("/budgets/2026/desk/")
    walk.fill("Nom du lot", f"Essai {size}").fill("Combien de lettres", "2")
    with walk.page.expect_download() as taken:
        walk.page.get_by_role("button", name="Faire les lettres").click()
    code, _other = re.findall(rb"code=([A-Z2-9-]{14})", taken.value.path().read_bytes())  # squares are links too
    walk.to("/budgets/2026/desk/")
    row = walk.page.locator("tr", has_text=f"Essai {size}")
    row.get_by_role("link", name="Retirer une lettre").click()
    walk.fill("Numéro de la lettre", "1").press("Chercher cette lettre").sees("Retirer la lettre n° 1")
    walk.look().press("Oui, retirer cette lettre").sees("n’ouvre plus rien").to(
        f"/budgets/2026/ballot/?code={code.decode()}"
    )
    walk.page.locator(".pick").first.click()
    walk.press("Relire et déposer")
    walk.fill("Nom de naissance", "Perdu").fill("Prénom", "Jean").fill("Date de naissance", "1960-01-01")
    walk.page.get_by_label("J’ai le droit de voter").check()
    walk.press("Déposer mon bulletin").sees("Ce code a été retiré")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_proposer_who_lost_reads_why(walk: Walk) -> None:
    walk.to("/budgets/2025/result/").sees("Non retenus")
    walk.page.locator("summary", has_text="Des jeux pour tous les âges").click()
    walk.look().sees("il a manqué 27")
    walk.to("/budgets/2025/projects/2/").sees("Pourquoi ce projet n’a pas été retenu")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_a_journalist_takes_the_kit_and_says_that_it_is_the_same(walk: Walk, size: str) -> None:
    walk.to("/budgets/2025/result/")
    with walk.page.expect_download() as taken:
        walk.page.get_by_role("link", name="Prendre la valise").click()
    kit = zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes()))
    assert {"ballots.pb", "rule.toml", "result.json", "recount.py"} <= set(kit.namelist())
    walk.page.locator("summary", has_text="Publier mon recomptage").click()
    walk.page.locator("#recount").get_by_label("Votre nom").fill(f"Bruno ({size})")
    walk.page.get_by_label("Le même résultat").check()
    walk.press("Publier mon recomptage").sees(f"Bruno ({size})")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_an_administrator_prepares_an_edition(walk: Walk, size: str) -> None:
    walk.enter_as("administrator").to("/budgets/new/").press("Toute la ville ensemble", role="link")
    walk.page.locator("#id_name").fill(f"Budget des rues {size}")
    walk.fill("Somme à répartir", "60000")
    expect(walk.page.locator("#id_vote_opens_0")).not_to_have_value("")
    walk.page.get_by_label("Avec le code reçu par lettre").check()
    walk.press("Enregistrer l’édition").sees("Personne d’autre ne la voit encore")
    walk.press("Annoncer l’édition à tous").sees("tout le monde la voit")


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_an_english_reader_reads_english_and_no_page_is_heavy(walk: Walk) -> None:
    walk.page.set_extra_http_headers({"Accept-Language": "en"})
    for path in ("/budgets/", "/budgets/2026/", "/budgets/2026/ballot/", "/budgets/2025/result/rehearsal/"):
        answer = walk.page.goto(walk.site["address"] + path)
        walk.look()
        body = answer.body() if answer else b""
        assert b'lang="en"' in body
        assert len(body) < 120_000


def test_without_script_a_whole_vote_works(chromium: Browser, site: dict[str, Any]) -> None:
    page = chromium.new_context(viewport=SIZES["phone"], java_script_enabled=False).new_page()
    walk = Walk(page, site, axe=False)
    walk.page.set_extra_http_headers({"Accept-Language": "fr"})
    walk.to("/budgets/2026/ballot/")
    page.locator(".pick input").nth(1).check()
    page.get_by_role("button", name="Relire et déposer").click()
    page.get_by_label("Code de votre lettre").fill("AAAA-BBBB-CCCC")
    page.get_by_label("Nom de naissance").fill("Sans")
    page.get_by_label("Prénom").fill("Script")
    page.get_by_label("Date de naissance").fill("1970-01-01")
    page.get_by_label("J’ai le droit de voter").check()
    page.get_by_role("button", name="Déposer mon bulletin").click()
    walk.sees("Ce code n’est pas de cette édition")
    expect(page.locator("input[name=p]").first).to_have_attribute("type", "hidden")


def test_a_neighbour_without_a_computer_takes_a_sheet(walk: Walk, size: str) -> None:
    walk.to("/budgets/2026/").press("Bulletin papier, gros caractères", role="link").sees("N’écrivez pas votre nom")
    walk.enter_as("agent").to("/budgets/2026/paper/")
    main = walk.page.get_by_role("main")
    main.get_by_label("Nom de naissance").fill(f"Sans Ordinateur {size}")
    main.get_by_label("Prénom").fill("René")
    main.get_by_label("Date de naissance").fill("1945-02-01")
    walk.press("Remettre un bulletin").sees("Cette personne est au registre")
    walk.page.locator("#id_label").fill(f"Enveloppe {size}")
    walk.page.locator("#id_seal").fill("K. H., M. P.")
    walk.page.locator("#id_sheets").fill("1")
    walk.press("Sceller l’enveloppe").sees("Deux personnes la liront")


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_neighbour_follows_what_becomes_of_the_winners(walk: Walk) -> None:
    walk.to("/budgets/2025/following/").sees("le nouveau sol").sees("Prévu le 15 nov. 2026, repoussé au 23 déc. 2026")
    walk.to("/budgets/2025/projects/1/").sees("Soixante personnes un samedi de pluie")
