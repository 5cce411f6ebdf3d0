"""Ways in without a mailbox, and what nobody may do with them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terreau.lib.errors import Refused
from terreau.trust.people import actions
from terreau.trust.people.enums import Role
from terreau.trust.people.models import Person, RoleGrant, SignInToken
from terreau.trust.people.policies import has_role, is_staff
from terreau.trust.people.rules import ALPHABET, digest, new_code
from terreau.trust.people.tests.conftest import signed_in


def test_a_code_is_read_whatever_its_dashes_and_case() -> None:
    code = new_code()
    assert re.fullmatch(rf"([{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}", code)
    assert digest(code) == digest(code.lower().replace("-", " "))


def test_a_printed_code_signs_in_once(lucie: Person, admin: Person) -> None:
    code = actions.create_printed_code(person=lucie, by=admin)
    assert code not in str(list(SignInToken.objects.values()))
    client = Client()
    assert client.post("/account/code/", {"code": code.lower()}).status_code == 302
    assert client.get("/me/").status_code == 200
    again = Client().post("/account/code/", {"code": code})
    assert again.status_code == 422


def test_a_new_sheet_cancels_the_one_before(lucie: Person, admin: Person) -> None:
    first = actions.create_printed_code(person=lucie, by=admin)
    actions.create_printed_code(person=lucie, by=admin)
    with pytest.raises(Refused):
        actions.redeem_token(secret=first)


@pytest.mark.django_db
def test_an_expired_or_revoked_token_is_refused(lucie: Person) -> None:
    link = actions.create_sign_in_link(person=lucie, by=None)
    SignInToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused):
        actions.redeem_token(secret=link.rstrip("/").rpartition("/")[2])


def test_opening_a_link_does_not_burn_it(lucie: Person) -> None:
    link = actions.create_sign_in_link(person=lucie, by=None)
    path = link[link.index("/account/") :]
    assert Client().get(path).status_code == 200
    client = Client()
    assert client.post(path).status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_staff_role_counts_only_with_a_second_proof(admin: Person) -> None:
    weak, strong = signed_in(admin, strong=False), signed_in(admin)
    assert weak.get("/account/roles/")["Location"] == "/account/proof/?next=%2Faccount%2Froles%2F"
    assert weak.post("/account/roles/").status_code == 403
    assert strong.get("/account/roles/").status_code == 200


def test_nobody_gives_themselves_a_role(admin: Person) -> None:
    with pytest.raises(Refused):
        actions.give_role(person=admin, role=Role.TREASURER, by=admin)


def test_the_last_administrator_stays(admin: Person, lucie: Person) -> None:
    grant = RoleGrant.objects.get(person=admin)
    with pytest.raises(Refused):
        actions.withdraw_role(grant=grant, by=admin)
    with pytest.raises(Refused):
        actions.erase_person(person=admin, by=admin)
    actions.give_role(person=lucie, role=Role.ADMINISTRATOR, by=admin)
    actions.withdraw_role(grant=grant, by=lucie)
    assert not is_staff(Person.objects.get(pk=admin.pk))


def test_a_role_holds_for_its_district_or_theme_only(lucie: Person) -> None:
    actions.give_role(person=lucie, role=Role.CONNECTOR, by=None, scope_kind="district", scope_key="la-gare")
    assert has_role(lucie, Role.CONNECTOR, district="la-gare")
    assert not has_role(lucie, Role.CONNECTOR, district="les-aulnes")
    assert not has_role(lucie, Role.CONNECTOR)


def test_an_agent_cannot_print_themselves_an_administrator(admin: Person, lucie: Person) -> None:
    actions.give_role(person=lucie, role=Role.AGENT, by=admin)
    client = signed_in(lucie)
    assert client.post("/account/codes/", {"email": admin.email}).status_code == 403
    made = client.post("/account/codes/", {"email": "rene@rivelune.example", "name": "René"})
    assert made.status_code == 200
    assert re.search(rb"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", made.content)


def test_an_erased_person_leaves_no_address_and_cannot_come_back(lucie: Person) -> None:
    link = actions.create_sign_in_link(person=lucie, by=None)
    actions.erase_person(person=lucie, by=lucie)
    kept = Person.objects.get(pk=lucie.pk)
    assert "lucie" not in (kept.email + kept.name).lower()
    path = link[link.index("/account/") :]
    assert Client().post(path).status_code == 409


def test_my_data_holds_no_secret(lucie: Person) -> None:
    actions.create_sign_in_link(person=lucie, by=None)
    content = signed_in(lucie).get("/account/my-data/").content.decode()
    assert "lucie@rivelune.example" in content
    assert "digest" not in content


def test_the_first_administrator_is_invited_once(db: Any) -> None:
    link = actions.invite_first_administrator(email="ada@rivelune.example")
    assert "/account/link/" in link
    with pytest.raises(Refused):
        actions.invite_first_administrator(email="eve@rivelune.example")


@pytest.mark.parametrize("path", ["/account/roles/", "/account/codes/", "/account/profile/", "/account/my-data/"])
def test_visitors_and_members_are_kept_out(path: str, lucie: Person) -> None:
    assert Client().get(path).status_code in (302, 403)
    member = signed_in(lucie).get(path).status_code
    assert member == (200 if "profile" in path or "my-data" in path else 403)
