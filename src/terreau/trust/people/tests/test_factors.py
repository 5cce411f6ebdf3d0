"""Second factors: what they open, for which session, and what a thief with half of them gets."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from terreau.trust.people import actions
from terreau.trust.people.models import Person
from terreau.trust.people.tests.conftest import signed_in

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STAFF_PAGE = "/account/roles/"


def digits(secret: str = SECRET) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06d}"


def with_application(person: Person) -> None:
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)


def enter_with_code(person: Person, by: Person) -> tuple[Client, Any]:
    client = Client()
    code = actions.create_printed_code(person=person, by=by)
    return client, client.post("/account/code/", {"code": code})


def set_up_application(client: Client) -> Any:
    secret = client.get("/account/security/application/").context["form"].secret
    return client.post("/account/security/application/", {"code": digits(secret)})


def test_setting_up_an_application_opens_the_staff_pages(admin: Person) -> None:
    client = signed_in(admin, strong=False)
    assert client.get(STAFF_PAGE)["Location"].startswith("/account/proof/")
    assert "clé d’accès" in client.get("/account/proof/").content.decode()
    done = set_up_application(client)
    assert done["Location"] == "/account/security/recovery-codes/"
    assert client.get(STAFF_PAGE).status_code == 200
    assert client.get("/account/security/recovery-codes/").status_code == 200


def test_a_session_opened_elsewhere_gains_nothing(admin: Person) -> None:
    thief, owner = signed_in(admin, strong=False), signed_in(admin, strong=False)
    set_up_application(owner)
    assert owner.get(STAFF_PAGE).status_code == 200
    assert thief.get(STAFF_PAGE).status_code == 302


def test_who_has_an_application_is_asked_for_it(admin: Person, lucie: Person) -> None:
    with_application(admin)
    client, answer = enter_with_code(admin, admin)
    assert answer["Location"] == "/account/security/second-factor/"
    assert client.get("/me/").status_code == 302
    wrong = client.post("/account/security/second-factor/", {"code": "000000"})
    assert "pas le bon" in wrong.content.decode()
    client.post("/account/security/second-factor/", {"code": digits()})
    assert client.get(STAFF_PAGE).status_code == 200


def test_a_recovery_code_serves_once(admin: Person) -> None:
    with_application(admin)
    code = Authenticator.objects.get(user=admin, type="recovery_codes").wrap().get_unused_codes()[0]
    client, _answer = enter_with_code(admin, admin)
    client.post("/account/security/second-factor/", {"code": code})
    assert client.get("/me/").status_code == 200
    again, _answer = enter_with_code(admin, admin)
    again.post("/account/security/second-factor/", {"code": code})
    assert again.get("/me/").status_code == 302


def test_guessing_the_six_digits_is_slowed_and_the_owner_still_enters(admin: Person) -> None:
    with_application(admin)
    thief, _answer = enter_with_code(admin, admin)
    answers = [
        thief.post("/account/security/second-factor/", {"code": "000000"}, REMOTE_ADDR="203.0.113.7").status_code
        for _n in range(6)
    ]
    assert answers[-1] == 429
    owner, _answer = enter_with_code(admin, admin)
    owner.post("/account/security/second-factor/", {"code": digits()}, REMOTE_ADDR="203.0.113.8")
    assert owner.get("/me/").status_code == 200


def test_staff_keep_one_factor(admin: Person, lucie: Person) -> None:
    for person, kept in ((admin, 1), (lucie, 0)):
        with_application(person)
        client, _answer = enter_with_code(person, admin)
        client.post("/account/security/second-factor/", {"code": digits()})
        client.post("/account/security/again/", {"code": _recovery(person)})
        client.post("/account/security/application/removal/")
        assert Authenticator.objects.filter(user=person, type="totp").count() == kept


def _recovery(person: Person) -> str:
    return Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]


def test_half_a_sign_in_cannot_add_a_key(admin: Person) -> None:
    with_application(admin)
    client, _answer = enter_with_code(admin, admin)
    for path in ("/account/security/passkeys/new/", "/account/security/application/removal/"):
        assert client.get(path).status_code == 302
    strong = signed_in(admin)
    assert strong.get("/account/security/passkeys/new/")["Location"].startswith("/account/security/again/")


@pytest.mark.parametrize(
    "path",
    [
        "/account/security/", "/account/devices/", "/account/email/", "/account/security/passkeys/new/",
        "/account/security/application/", "/account/logout/", "/account/proof/", "/account/profile/",
    ],
)  # fmt: skip
def test_every_page_of_the_account_opens_and_speaks_french(path: str, lucie: Person) -> None:
    page = signed_in(lucie, strong=False).get(path)
    assert page.status_code == 200
    text = page.content.decode()
    for english in ("Sign ", "Password", "Email", "Authenticator", "Passkey", "Security"):
        assert english not in text


def test_security_pages_open_once_factors_exist(admin: Person) -> None:
    with_application(admin)
    client, _answer = enter_with_code(admin, admin)
    client.post("/account/security/second-factor/", {"code": digits()})
    assert client.get("/account/security/again/").status_code == 200
    client.post("/account/security/again/", {"code": _recovery(admin)})
    for path in ("", "recovery-codes/", "recovery-codes/new/", "recovery-codes/file/", "application/removal/"):
        assert client.get(f"/account/security/{path}").status_code == 200


def test_changing_the_address_of_a_protected_account_asks_again(admin: Person, post: list[Any]) -> None:
    with_application(admin)
    client, _answer = enter_with_code(admin, admin)
    client.post("/account/security/second-factor/", {"code": digits()})
    post.clear()
    answer = client.post("/account/email/", {"email": "thief@rivelune.example", "action_add": "1"})
    assert answer["Location"].startswith("/account/security/again/")
    assert not post
