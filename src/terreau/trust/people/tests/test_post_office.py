"""Letters over real SMTP, to a stand-in: they arrive as they should, and a bad server never leaves anyone waiting."""

import re
import socket
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from terreau.cli.checkups.site import mail
from terreau.trust.people.models import Person
from terreau.trust.people.tests.post_office import Office, office


@pytest.fixture
def smtp(settings: Any) -> Any:
    """Point the site at a server, as TERREAU_MAIL_HOST and TERREAU_MAIL_PORT do."""

    def lead(port: int) -> None:
        settings.MAIL_ON, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", port
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 0.4
        settings.DEFAULT_FROM_EMAIL = "Rivelune <carnet@rivelune.example>"

    return lead


def ask(email: str, client: Client | None = None) -> str:
    return (client or Client()).post("/account/login/code/", {"email": email}, follow=True).content.decode()


def the_letter(server: Office) -> Any:
    (letter,) = server.letters
    return letter


@pytest.mark.parametrize(("language", "sentence"), [("fr", "Voici votre code"), ("en", "Here is your code")])
def test_a_code_arrives_in_the_reader_s_language_and_signs_in(
    lucie: Person, smtp: Any, language: str, sentence: str
) -> None:
    Person.objects.filter(pk=lucie.pk).update(language=language)
    client = Client(headers={"accept-language": language})
    with office() as server:
        smtp(server.port)
        ask(lucie.email, client)
    letter = the_letter(server)
    body = letter.get_content().replace("\r", "")
    assert sentence in body
    assert server.envelopes == [("carnet@rivelune.example", [lucie.email])]
    found = re.search(r"^    (\S+)$", body, re.MULTILINE)
    assert found
    assert client.post("/account/login/code/confirm/", {"code": found[1]})["Location"] == "/me/"


def test_a_letter_says_who_sends_it_and_asks_for_no_answer(lucie: Person, smtp: Any) -> None:
    with office() as server:
        smtp(server.port)
        ask(lucie.email)
    letter = the_letter(server)
    assert letter.get_content_type() == "text/plain"
    assert letter["From"] == "Rivelune <carnet@rivelune.example>"
    assert letter["To"] == lucie.email
    assert letter["Message-ID"]
    assert letter["Date"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "\n" not in letter["Subject"]


def test_a_server_that_refuses_the_address_is_said(lucie: Person, smtp: Any) -> None:
    with office(refuses="rivelune.example") as server:
        smtp(server.port)
        assert "Le message n’a pas pu partir" in ask(lucie.email)
    assert server.letters == []


def test_a_server_that_is_down_is_said(lucie: Person, smtp: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    smtp(port)
    assert "Le message n’a pas pu partir" in ask(lucie.email)


def test_a_server_that_never_answers_does_not_hold_the_page(lucie: Person, smtp: Any) -> None:
    with office(silent=True) as server:
        smtp(server.port)
        assert "Le message n’a pas pu partir" in ask(lucie.email)


def test_the_doctor_greets_the_server(smtp: Any) -> None:
    with office() as server:
        smtp(server.port)
        assert "127.0.0.1" in str(mail())
    with translation.override("fr"):
        assert "Vérifiez les réglages" in str(mail())
