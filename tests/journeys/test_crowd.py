"""Somebody who votes while too many do: the ballot waits in the page, and nothing is typed twice."""

import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from terreau.ui.crowd import crowd
from tests.journeys.conftest import SIZES
from tests.journeys.walking import Walk

BOX = "**/ballot/box/"


def a_line_too_long(page: Page, where: str) -> None:
    """The door turns away the next request to this address, once, as it does when people wait too long."""

    def turn_away(route: Route) -> None:
        asked = route.request
        body = asked.post_data_buffer or b""
        headers, answer = crowd(
            {
                "REQUEST_METHOD": asked.method, "PATH_INFO": urlsplit(asked.url).path, "CONTENT_LENGTH": str(len(body)),
                "CONTENT_TYPE": asked.headers.get("content-type", ""), "wsgi.input": io.BytesIO(body),
                "HTTP_ACCEPT_LANGUAGE": asked.headers.get("accept-language", ""),
            }
        )  # fmt: skip
        route.fulfill(status=503, headers=dict(headers), body=answer)

    page.route(where, turn_away, times=1)


def a_code(chromium: Browser, site: dict[str, Any], family: str) -> str:
    """From the desk, where somebody else sits."""
    context = chromium.new_context(viewport=SIZES["desk"], locale="fr-FR")
    agent = Walk(context.new_page(), site, axe=False).enter_as("agent").to("/budgets/2026/desk/")
    agent.fill("Nom de naissance", family).fill("Prénom", "Ida").fill("Date de naissance", "1950-05-06")
    code = agent.press("Donner un code").page.locator(".receipt .code").text_content() or ""
    context.close()
    return code


def about_to_cast(walk: Walk, code: str) -> None:
    walk.page.goto(f"{walk.site['address']}/budgets/2026/ballot/?code={code}")
    walk.page.locator(".pick").first.click()
    walk.press("Relire et déposer")
    walk.page.get_by_label("J’ai le droit de voter").check()


def test_a_ballot_waits_in_the_page_of_the_crowd_and_is_sent_again_by_itself(
    walk: Walk, chromium: Browser, site: dict[str, Any], size: str
) -> None:
    walk.page.clock.install()
    about_to_cast(walk, a_code(chromium, site, f"Foule {size}"))
    a_line_too_long(walk.page, BOX)
    walk.press("Déposer mon bulletin").sees("rien n’est perdu").sees(
        "Un bulletin envoyé deux fois ne compte qu’une fois"
    )
    walk.page.clock.run_for(21_000)
    walk.sees("Votre bulletin est dans l’urne.").look()


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_a_page_that_was_too_much_is_shown_in_its_turn(walk: Walk) -> None:
    a_line_too_long(walk.page, "**/budgets/2026/rules/")
    walk.to("/budgets/2026/rules/").sees("Votre tour viendra")
    walk.press("Réessayer maintenant", role="link").sees("Qui saura ce que j’ai voté")


def test_without_script_one_press_sends_it_again(plain: Walk, chromium: Browser, site: dict[str, Any]) -> None:
    about_to_cast(plain, a_code(chromium, site, "Foule sans script"))
    a_line_too_long(plain.page, BOX)
    plain.press("Déposer mon bulletin").sees("vous n’avez rien à retaper")
    plain.press("Envoyer de nouveau").sees("Votre bulletin est dans l’urne.")
