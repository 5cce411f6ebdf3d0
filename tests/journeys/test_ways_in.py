"""Ways in, as browsers live them: passkeys under the site's own content policy, a sheet of paper without script."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.walking import Walk

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def strict(chromium: Browser) -> Iterator[Page]:
    """A browser that obeys the content policy, on a device with a fingerprint reader."""
    context = chromium.new_context(locale="fr-FR")
    context.set_default_timeout(12_000)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def named(url: str) -> str:
    """Passkeys belong to a name; browsers refuse them to a bare number."""
    return url.replace("127.0.0.1", "localhost")


def test_a_passkey_is_made_and_then_opens_the_door_alone(strict: Page, site: dict[str, Any]) -> None:
    strict.goto(named(site["links"]["inhabitant"].pop()))
    strict.get_by_role("button", name="Ouvrir mon espace").click()
    strict.wait_for_url("**/me/")
    strict.goto(named(site["address"]) + "/account/security/passkeys/new/")
    strict.get_by_label("Nom de la clé").fill("Mon téléphone")
    strict.get_by_role("button", name="Créer la clé").click()
    expect(strict.get_by_role("heading", name="Codes de secours")).to_be_visible()
    strict.goto(named(site["address"]) + "/account/logout/")
    strict.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    strict.goto(named(site["address"]) + "/account/login/?next=/account/profile/")
    strict.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(strict.get_by_role("heading", name="Nom et langue")).to_be_visible()


def test_where_passkeys_cannot_work_the_page_says_so(walk: Walk) -> None:
    walk.to("/account/login/")
    expect(walk.page.get_by_role("button", name="Utiliser ma clé d’accès")).to_be_hidden()
    walk.sees("Une clé d’accès demande")


def test_a_sheet_from_the_desk_opens_the_door_without_script(walk: Walk, plain: Walk, size: str) -> None:
    walk.enter_as("agent").to("/account/codes/")
    walk.fill("Nom affiché", f"Simone Garel {size}").press("Préparer la feuille").sees("La feuille est prête")
    code = walk.page.locator(".receipt .code").inner_text()
    plain.to("/account/login/").fill("Code imprimé", code.lower()).press("Entrer avec ce code")
    plain.sees(f"Bonjour Simone Garel {size}")
