"""Discussing a project before voting: said, corrected, reported, hidden, contested, shown again."""

import pytest

from tests.journeys.walking import Walk

PROJECT = "/budgets/2026/projects/11/"


@pytest.mark.parametrize("size", ["phone", "desk"], indirect=True)
def test_words_that_were_hidden_are_shown_again_on_appeal(walk: Walk, size: str) -> None:
    said, corrected = f"Trop cher pour deux panneaux ({size}).", f"Cher pour deux panneaux ({size})."
    walk.enter_as("inhabitant").to(PROJECT)
    walk.page.get_by_label("Contre", exact=True).check()
    walk.page.locator(".say textarea").fill(said)
    walk.press("Publier mon avis").sees(said)
    mine = walk.page.locator(".comment", has_text=said)
    mine.get_by_role("link", name="Corriger").click()
    walk.look().page.get_by_label("Vos mots").fill(corrected)
    walk.press("Enregistrer").sees(corrected)
    place = walk.page.url.removeprefix(walk.site["address"])

    walk.enter_as("connector").to(place)
    walk.page.locator(".comment", has_text=corrected).get_by_role("button", name="Utile").click()
    walk.look()
    walk.page.locator(".comment", has_text=corrected).get_by_role("link", name="Signaler").click()
    walk.page.get_by_label("Publicité, répétition").check()
    walk.press("Signaler").sees("Une personne le relira")

    walk.enter_as("moderator").to("/dashboard/").sees("avis signalé").to("/comments/queue/").sees(corrected)
    walk.page.locator(".comment", has_text=corrected).get_by_role("checkbox").check()
    walk.page.get_by_label("Point de la charte").select_option("advert")
    walk.page.get_by_label("À dire à son auteur").fill("Dites plutôt ce que vous feriez.")
    walk.press("Masquer").sees("avis masqué").to(PROJECT).sees("Masqué par la modération")

    walk.enter_as("inhabitant").to(PROJECT).press("C’est votre avis", role="link")
    walk.sees("Dites plutôt ce que vous feriez.").fill("Pourquoi il faudrait le montrer", "C’est un avis sur le prix.")
    walk.press("Répondre à la modération").sees("transmise à un autre modérateur")

    walk.enter_as("administrator").to("/comments/queue/").sees("C’est un avis sur le prix.")
    walk.press("Montrer de nouveau").sees("montré de nouveau").to(place).sees(corrected)
