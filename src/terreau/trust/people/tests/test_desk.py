"""At the desk: sheets for people with and without an address, devices, data, roles with a scope."""

import re
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone

from terreau.cli.admin_link import admin_link
from terreau.trust.audit.models import Event
from terreau.trust.people import actions, queries, scopes
from terreau.trust.people.enums import Role, ScopeKind
from terreau.trust.people.models import Person, RoleGrant
from terreau.trust.people.tasks import forget
from terreau.trust.people.tests.conftest import signed_in

CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


@pytest.fixture
def agent(admin: Person) -> Person:
    person = actions.create_person(email="agent@rivelune.example", name="Karim", by=admin)
    actions.give_role(person=person, role=Role.AGENT, by=admin)
    return person


def test_someone_without_address_gets_a_sheet(agent: Person) -> None:
    sheet = signed_in(agent).post("/account/codes/", {"name": "René Martin"}).content.decode()
    code = CODE.search(sheet)
    assert code
    assert "<path d=" in sheet
    rene = Person.objects.get(name="René Martin")
    assert not rene.has_address
    assert rene.email not in sheet
    client = Client()
    client.post("/account/code/", {"code": code[0]})
    assert client.get("/me/").status_code == 200


def test_a_known_name_is_asked_about_and_not_doubled(agent: Person) -> None:
    rene = actions.create_person(name="René Martin", email="rene@rivelune.example", by=None)
    client = signed_in(agent)
    asked = client.post("/account/codes/", {"name": "rené martin"})
    assert asked.status_code == 422
    assert "re…@rivelune.example" in asked.content.decode()
    assert "rene@rivelune.example" not in asked.content.decode()
    assert client.post("/account/codes/", {"name": "rené martin", "person": str(rene.pk)}).status_code == 200
    assert Person.objects.filter(name__iexact="rené martin").count() == 1
    client.post("/account/codes/", {"name": "rené martin", "person": "new"})
    assert Person.objects.filter(name__iexact="rené martin").count() == 2


def test_an_agent_cannot_name_an_administrator_to_become_one(agent: Person, admin: Person) -> None:
    refused = signed_in(agent).post("/account/codes/", {"name": admin.name, "person": str(admin.pk)})
    assert refused.status_code == 403
    assert not admin.sign_in_tokens.filter(kind="code").exists()


def test_the_sheet_is_never_shown_again(agent: Person) -> None:
    client = signed_in(agent)
    code = CODE.search(client.post("/account/codes/", {"name": "Lou"}).content.decode())
    assert code
    assert code[0] not in client.get("/account/codes/").content.decode()
    journal = str(list(Event.objects.values_list("detail", flat=True)))
    assert code[0] not in journal


def test_a_code_taken_back_opens_nothing(agent: Person, lucie: Person) -> None:
    code = actions.create_printed_code(person=lucie, by=agent)
    token = lucie.sign_in_tokens.get(kind="code")
    signed_in(agent).post(f"/account/codes/{token.pk}/revocation/")
    assert Client().post("/account/code/", {"code": code}).status_code == 422


def test_the_person_is_told_by_letter_when_mail_is_on(
    lucie: Person, agent: Person, post: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        code = actions.create_printed_code(person=lucie, by=agent)
    assert [letter.to for letter in post] == [[lucie.email]]
    assert "Karim a imprimé" in post[0].body
    assert code not in post[0].body


def test_one_device_ends_without_the_others(lucie: Person) -> None:
    phone, desk = signed_in(lucie, strong=False), signed_in(lucie, strong=False)
    devices = queries.sessions(lucie, desk.session.session_key)
    assert [one.current for one in devices] == [True, False]
    desk.post(f"/account/devices/{devices[1].pk}/end/")
    assert phone.get("/me/").status_code == 302
    assert desk.get("/me/").status_code == 200


def test_every_other_device_ends_at_once(lucie: Person) -> None:
    others, desk = [signed_in(lucie, strong=False) for _n in range(3)], signed_in(lucie, strong=False)
    desk.post("/account/devices/")
    assert [client.get("/me/").status_code for client in (*others, desk)] == [302, 302, 302, 200]


def test_nobody_ends_the_device_of_another(lucie: Person, agent: Person) -> None:
    hers = signed_in(lucie, strong=False)
    device = queries.sessions(lucie)[0]
    assert signed_in(agent).post(f"/account/devices/{device.pk}/end/").status_code == 404
    assert hers.get("/me/").status_code == 200


def test_erasing_signs_every_device_out_and_names_nobody(lucie: Person) -> None:
    client, other = signed_in(lucie, strong=False), signed_in(lucie, strong=False)
    client.post("/account/erasure/")
    assert other.get("/me/").status_code == 302
    lucie.refresh_from_db()
    assert str(lucie) == "Une personne"
    assert lucie.email.endswith("@invalid.example")


def test_two_last_administrators_cannot_both_leave(admin: Person, lucie: Person) -> None:
    actions.give_role(person=lucie, role=Role.ADMINISTRATOR, by=admin)
    actions.erase_person(person=lucie, by=lucie)
    assert RoleGrant.objects.held().filter(role=Role.ADMINISTRATOR).count() == 1


def test_a_role_is_given_for_a_district_that_exists(
    admin: Person, lucie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(scopes._providers, ScopeKind.DISTRICT, lambda: [("la-gare", "La Gare")])
    client = signed_in(admin)
    wrong = client.post("/account/roles/", {"email": "Lucie", "role": "connector", "scope": "district:nowhere"})
    assert wrong.status_code == 422
    done = client.post("/account/roles/", {"email": "Lucie", "role": "connector", "scope": "district:la-gare"})
    assert done.status_code == 302
    assert "La Gare" in Client().get("/account/keepers/").content.decode()


def test_the_public_page_gives_no_address(admin: Person) -> None:
    page = Client().get("/account/keepers/").content.decode()
    assert "Ada" in page
    assert "@rivelune" not in page


def test_a_withdrawn_role_stays_written(admin: Person, lucie: Person) -> None:
    grant = actions.give_role(person=lucie, role=Role.MODERATOR, by=admin)
    actions.withdraw_role(grant=grant, by=admin)
    page = Client().get("/account/keepers/").content.decode()
    assert "Rôles retirés" in page
    assert "Lucie" in page


def test_my_data_comes_from_what_models_declare(agent: Person, lucie: Person) -> None:
    actions.create_printed_code(person=lucie, by=agent)
    mine = queries.own_data(agent)
    assert mine["account"]["email"] == agent.email
    assert mine["people.signintoken.made_by"]
    assert "lucie" not in str(mine).lower()
    assert not {"digest", "claim", "password"} & set(re.findall(r"'(\w+)':", str(mine)))


def test_each_night_throws_away_what_is_dead(lucie: Person) -> None:
    actions.create_printed_code(person=lucie, by=None)
    actions.create_sign_in_link(person=lucie, by=None)
    lucie.sign_in_tokens.filter(kind="code").update(expires_at=timezone.now() - timedelta(days=366))
    forget(timestamp=0)
    assert [token.kind for token in lucie.sign_in_tokens.all()] == ["link"]


def test_the_command_prints_a_link_for_administrators_only(admin: Person, lucie: Person) -> None:
    said = CliRunner().invoke(admin_link, [admin.email])
    client = Client()
    client.post(said.output.strip()[said.output.index("/account/") :])
    assert client.get("/account/roles/").status_code == 200
    refused = CliRunner().invoke(admin_link, [lucie.email])
    assert refused.exit_code == 1
    assert "déjà un administrateur" in refused.output
