"""Ways in by a mailbox: what leaves, what comes back, and what a stranger learns (nothing)."""

import re
import smtplib
from typing import Any

import pytest
from django.test import Client

from terreau.trust.people import actions
from terreau.trust.people.models import Person
from terreau.trust.people.tests.conftest import signed_in


def code_in(letter: Any) -> str:
    found = re.search(r"^    (\S+)$", letter.body, re.MULTILINE)
    assert found
    return found[1]


def ask_code(email: str, client: Client | None = None, **more: Any) -> tuple[Client, Any]:
    client = client or Client()
    return client, client.post("/account/login/code/", {"email": email}, follow=True, **more)


def test_a_mailed_code_signs_in(lucie: Person, post: list[Any]) -> None:
    client, page = ask_code(lucie.email)
    assert "lucie@rivelune.example" in page.content.decode()
    done = client.post("/account/login/code/confirm/", {"code": code_in(post[0]).lower()})
    assert done["Location"] == "/me/"
    assert client.get("/me/").status_code == 200


def test_the_letter_is_french_and_names_no_password(lucie: Person, post: list[Any]) -> None:
    ask_code(lucie.email)
    assert "Voici votre code" in post[0].body
    assert "password" not in (post[0].subject + post[0].body).lower()


def test_a_wrong_code_says_so_and_does_not_enter(lucie: Person, post: list[Any]) -> None:
    client, _page = ask_code(lucie.email)
    wrong = client.post("/account/login/code/confirm/", {"code": "AAAAAAAA"})
    assert "pas le bon" in wrong.content.decode()
    assert client.get("/me/").status_code == 302


def test_a_code_serves_once(lucie: Person, post: list[Any]) -> None:
    client, _page = ask_code(lucie.email)
    code = code_in(post[0])
    client.post("/account/login/code/confirm/", {"code": code})
    client.post("/account/logout/")
    again = client.post("/account/login/code/confirm/", {"code": code})
    assert again["Location"].startswith("/account/login")


def test_a_stranger_cannot_tell_who_has_an_account(lucie: Person, post: list[Any]) -> None:
    known = ask_code(lucie.email)[1]
    unknown = ask_code("nobody@rivelune.example")[1]
    assert known.redirect_chain == unknown.redirect_chain
    tokens = re.compile(r'value="[^"]{30,}"')
    said = [tokens.sub("", page.content.decode()) for page in (known, unknown)]
    assert said[0].replace(lucie.email, "x") == said[1].replace("nobody@rivelune.example", "x")
    assert len(post) == 2


def test_signing_up_with_a_known_address_says_the_same(lucie: Person, post: list[Any]) -> None:
    pages = [
        Client().post("/account/signup/", {"email": email}, follow=True)
        for email in ("new@rivelune.example", lucie.email)
    ]
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert "déjà un compte" in post[1].subject
    assert "/account/login/" in post[1].body
    assert "password" not in post[1].body


def test_signing_up_needs_only_an_address(db: Any, post: list[Any]) -> None:
    client = Client()
    client.post("/account/signup/", {"email": "new@rivelune.example"}, follow=True)
    assert client.get("/me/").status_code == 302
    client.post("/account/email/code/", {"code": code_in(post[0])})
    assert client.get("/me/").status_code == 200
    person = Person.objects.get(email="new@rivelune.example")
    assert not person.has_usable_password()


def test_without_mail_nobody_waits_for_a_letter(lucie: Person, settings: Any, mailoutbox: list[Any]) -> None:
    settings.MAIL_ON = False
    refused = Client().post("/account/login/code/", {"email": lucie.email})
    assert refused.status_code == 409
    assert "code imprimé" in refused.content.decode()
    assert not mailoutbox
    assert "connexion imprimé" in Client().get("/account/signup/").content.decode()


def test_a_post_office_on_strike_is_said(lucie: Person, post: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def strike(*_args: Any, **_more: Any) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", strike)
    refused = Client().post("/account/login/code/", {"email": lucie.email})
    assert refused.status_code == 409
    assert "pas pu partir" in refused.content.decode()


def test_no_page_takes_a_password(lucie: Person) -> None:
    lucie.set_password("correct horse")
    lucie.save()
    answer = Client().post("/account/login/", {"login": lucie.email, "password": "correct horse"})
    assert answer.status_code == 405
    assert "password" not in Client().get("/account/login/").content.decode()


def test_letters_to_one_mailbox_are_slowed_from_everywhere(lucie: Person, post: list[Any]) -> None:
    answers = [ask_code(lucie.email, REMOTE_ADDR=f"203.0.113.{n}")[1].status_code for n in range(12)]
    assert 429 in answers
    assert len(post) < 12


def test_a_new_address_replaces_the_old_once_confirmed(lucie: Person, post: list[Any]) -> None:
    client, _page = ask_code(lucie.email)
    client.post("/account/login/code/confirm/", {"code": code_in(post[0])})
    client.post("/account/email/", {"email": "l@rivelune.example", "action_add": "1"})
    lucie.refresh_from_db()
    assert lucie.email == "lucie@rivelune.example"
    client.post("/account/email/code/", {"code": code_in(post[1])})
    lucie.refresh_from_db()
    assert lucie.email == "l@rivelune.example"


def test_the_page_asked_for_is_kept_and_only_ours(lucie: Person, post: list[Any]) -> None:
    for target, expected in (("/account/profile/", "/account/profile/"), ("https://evil.example/", "/me/")):
        client = Client()
        client.post("/account/login/code/", {"email": lucie.email, "next": target})
        done = client.post("/account/login/code/confirm/", {"code": code_in(post[-1]), "next": target})
        assert done["Location"] == expected


def test_someone_without_address_may_add_one_or_a_key(db: Any, post: list[Any]) -> None:
    simone = actions.create_person(name="Simone", by=None)
    client = signed_in(simone, strong=False)
    page = client.get("/account/email/").content.decode()
    assert "pas d’adresse" in page
    assert "invalid.example" not in page
    assert client.get("/account/security/passkeys/new/").status_code == 200
    client.post("/account/email/", {"email": "simone@rivelune.example", "action_add": "1"})
    client.post("/account/email/code/", {"code": code_in(post[0])})
    simone.refresh_from_db()
    assert simone.email == "simone@rivelune.example"
    assert simone.has_address


def test_an_english_reader_gets_english_letters(lucie: Person, post: list[Any]) -> None:
    client = Client(headers={"accept-language": "en"})
    ask_code(lucie.email, client)
    assert "Here is your code" in post[0].body
