"""Pages of budgets: who sees what, what is sent back, what the box answers."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import queries
from terreau.decide.budgeting.models import Assignment, Edition
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, release, vote
from terreau.know.territory.tests.people import signed_in
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db
CIVIL = {"family": "Martin", "given": "Zoé", "born": "1980-05-04", "entitled": "on"}


def page(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def nonce(client: Client, made: Edition, **choices: Any) -> str:
    review = client.post(f"/budgets/{made.slug}/ballot/", choices)
    return re.search(r'name="nonce" value="(\w+)"', review.content.decode())[1]


def codes_in(pdf: bytes) -> list[str]:
    """The squares of a letter are links too."""
    return re.findall(r"code=([A-Z2-9-]{14})", pdf.decode("latin-1"))


def holding(client: Client, made: Edition, task: str, **known: str) -> Person:
    someone = signed_in(client, "agent", **known)
    Assignment.objects.create(edition=made, person=someone, task=task)
    return someone


def test_somebody_with_a_letter_votes_without_script_or_account(client: Client) -> None:
    made = edition()
    (code,) = letters(made, 1)
    sheet = page(client.get(f"/budgets/{made.slug}/ballot/?code={code}"))
    assert sheet.count('name="p"') == 5 and f'name="code" value="{code}"' in sheet
    choices = {"p": ["1", "3"], "code": code}
    review = page(client.post(f"/budgets/{made.slug}/ballot/", choices))
    assert "Ce n’est encore qu’un brouillon" in review and f'value="{code}"' in review
    assert queries.balance(made).ballots == 0
    sent = {**choices, **CIVIL, "nonce": nonce(client, made, **choices)}
    receipt = client.post(f"/budgets/{made.slug}/ballot/box/", sent)
    told = re.search(r"data-code>([^<]+)<", receipt.content.decode())[1]
    assert receipt.status_code == 200 and "dans l’urne" in page(receipt) and "no-store" in receipt["Cache-Control"]
    again = client.post(f"/budgets/{made.slug}/ballot/box/", sent)
    assert "déjà arrivé" in page(again) and told in page(again)
    assert queries.balance(made) == queries.Balance(1, 1, 0)
    found = page(client.post(f"/budgets/{made.slug}/tracking/", {"tracking": told.lower()}))
    assert "Projet 1" in found and "attend d’être mêlé" in found


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "AAAA-BBBB-CCCC"}, "pas de cette édition"), ({"code": ""}, "Ce champ est obligatoire"),
        ({"family": ""}, "votre nom"), ({"entitled": ""}, "obligatoire"), ({"born": "hier"}, "date"),
        ({"p": []}, "au moins 1 projet"), ({"p": ["77"]}, "Aucun projet"), ({"nonce": ""}, "Qui vote"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_choices_are_kept(client: Client, changed: dict[str, Any], said: str) -> None:
    made = edition()
    (code,) = letters(made, 1)
    sent = {"p": ["1", "3"], "code": code, **CIVIL, "nonce": "n" * 32, **changed}
    answer = client.post(f"/budgets/{made.slug}/ballot/box/", sent)
    assert said in page(answer)
    assert answer.status_code in (200, 422) and queries.balance(made).ballots == 0
    if "p" not in changed:
        assert page(answer).count('type="hidden" name="p"') >= 2


def test_a_ballot_is_replaced_from_the_same_page(client: Client) -> None:
    made = edition()
    receipt = vote(made, person(letters(made, 1)[0]), 1)
    sent = {"p": ["2"], "replaces": "1", "tracking": receipt.code, "nonce": "m" * 32}
    assert "dans l’urne" in page(client.post(f"/budgets/{made.slug}/ballot/box/", sent))
    wrong = client.post(f"/budgets/{made.slug}/ballot/box/", {**sent, "nonce": "o" * 32})
    assert wrong.status_code == 422 and "déjà été remplacé" in page(wrong)


def test_codes_are_not_guessed_at_leisure(client: Client) -> None:
    made = edition()
    sent = {"p": ["1"], **CIVIL, "nonce": "n" * 32}
    answers = [
        client.post(f"/budgets/{made.slug}/ballot/box/", {**sent, "code": f"AAAA-BBBB-{n:04d}"}).status_code
        for n in range(14)
    ]
    assert answers[0] == 422 and answers[-1] == 429


def test_the_order_is_each_visitor_s_own_and_stays(client: Client) -> None:
    made = edition()
    order = lambda one: re.findall(r'name="p" value="(\d)"', one.get(f"/budgets/{made.slug}/ballot/").content.decode())  # noqa: E731
    assert order(client) == order(client)
    assert len({tuple(order(Client())) for _visitor in range(12)}) > 3


@pytest.mark.parametrize("kind", ["approval", "basket", "points", "ranking"])
def test_every_kind_of_ballot_is_filled_in_and_taken(client: Client, kind: str) -> None:
    made = edition(ballot_kind=kind, points=5 if kind == "points" else None)
    sent = {"p": ["1", "3"]} if kind in ("approval", "basket") else {"p1": "2", "p3": "1", "p4": ""}
    (code,) = letters(made, 1)
    sent = {**sent, "code": code, **CIVIL, "nonce": "k" * 32}
    assert client.get(f"/budgets/{made.slug}/ballot/").status_code == 200
    assert "brouillon" in page(client.post(f"/budgets/{made.slug}/ballot/", sent))
    assert "dans l’urne" in page(client.post(f"/budgets/{made.slug}/ballot/box/", sent))
    assert page(client.get(f"/budgets/{made.slug}/rules/")).count("<dt>") == (
        15 if kind in ("points", "ranking") else 14
    )


def test_an_edition_in_the_making_is_for_staff(client: Client) -> None:
    made = edition(shown=False)
    for path in ("", "rules/", "ballot/", "projects/1/", "tracking/"):
        assert client.get(f"/budgets/{made.slug}/{path}").status_code == 403
    assert made.name not in page(client.get("/budgets/"))
    signed_in(client, "connector")
    assert client.get(f"/budgets/{made.slug}/").status_code == 200
    assert made.name in page(client.get("/budgets/"))


STAFF = ("settings/", "study/", "desk/", "counting/")
POSTS = (
    "settings/", "announcement/", "study/", "study/1/", "study/1/removal/", "hands/", "hands/1/end/", "desk/", "letters/",
    "letters/1/revocation/", "letters/1/revocation/letter/", "letters/1/release/", "counting/count/",
    "disputes/", "disputes/1/acceptance/", "counting/draw/", "counting/publication/",
)  # fmt: skip


@pytest.mark.parametrize("role", [None, "member", "agent", "moderator", "connector"])
def test_no_role_is_enough_without_its_task(client: Client, role: str | None) -> None:
    made = edition()
    if role:
        signed_in(client, role)
    for path in STAFF:
        assert client.get(f"/budgets/{made.slug}/{path}").status_code == 403, path
    for path in POSTS:
        assert client.post(f"/budgets/{made.slug}/{path}", {"count": "1"}).status_code == 403, path
    assert client.get("/budgets/new/").status_code == 403


@pytest.mark.parametrize(
    ("task", "allowed"),
    [("settle", {"settings/"}), ("study", {"study/"}), ("desk", {"desk/"}), ("count", {"counting/"}), ("publish", {"counting/"})],
)  # fmt: skip
def test_a_task_opens_its_own_page_and_no_other(client: Client, task: str, allowed: set[str]) -> None:
    made = edition()
    holding(client, made, task)
    other = edition(name="Autre")
    for path in STAFF:
        assert (client.get(f"/budgets/{made.slug}/{path}").status_code == 200) is (path in allowed), path
        assert client.get(f"/budgets/{other.slug}/{path}").status_code == 403


def form_of(**changed: Any) -> dict[str, Any]:
    opens, closes = timezone.localtime() + timedelta(days=2), timezone.localtime() + timedelta(days=20)
    return {
        "name": "Budget 2027", "question": "", "summary": "", "template": "town", "budget": "5000", "ballot_kind": "approval",
        "min_choices": "1", "max_choices": "", "points": "", "min_age": "11", "residence": "", "electorate": "",
        "channels": ["letter"], "preset": "equal-shares", "rule_text": "", "vote_opens_0": f"{opens:%Y-%m-%d}",
        "vote_opens_1": "08:00", "vote_closes_0": f"{closes:%Y-%m-%d}", "vote_closes_1": "20:00", **changed,
    }  # fmt: skip


def test_an_administrator_opens_an_edition_and_gives_the_tasks(client: Client) -> None:
    mayor = signed_in(client, "administrator")
    answer = client.post("/budgets/new/", form_of())
    made = Edition.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/budgets/{made.slug}/settings/")
    assert made.shown_at is None and made.assignments.get().task == "settle"
    page_ = page(client.get(f"/budgets/{made.slug}/settings/"))
    assert 'value="08:00"' in page_ and "Fixer les règles" in page_
    other = Client()
    agent = signed_in(other, "agent", email="agent@essai.example")
    assert client.post(f"/budgets/{made.slug}/hands/", {"person": agent.pk, "task": "study"}).status_code == 302
    refused = client.post(f"/budgets/{made.slug}/hands/", {"person": agent.pk, "task": "count"})
    assert refused.status_code == 422 and "une autre personne" in page(refused)
    assert client.post(f"/budgets/{made.slug}/hands/", {"person": mayor.pk, "task": "count"}).status_code == 422
    project = {"title": "Un banc", "summary": "", "description": "", "cost": "900", "envelope": "", "drawing": "bench"}
    assert other.post(f"/budgets/{made.slug}/study/", project).status_code == 302
    assert other.post(f"/budgets/{made.slug}/study/1/", {**project, "cost": "950", "seen": "1"}).status_code == 302
    assert made.projects.get().cost == Decimal(950)
    assert other.post(f"/budgets/{made.slug}/study/", {**project, "cost": "6000"}).status_code == 422
    assert client.post(f"/budgets/{made.slug}/announcement/").status_code == 302
    assert Client().get(f"/budgets/{made.slug}/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"vote_closes_0": "2020-01-01"}, "finit avant de commencer"), ({"vote_opens_0": ""}, "obligatoire"),
        ({"submit_opens_0": "2026-01-01", "submit_opens_1": "08:00"}, "les deux dates"),
        ({"ballot_kind": "points"}, "Combien de points"), ({"budget": "0"}, ""), ({"preset": "own"}, "Collez le fichier"),
        ({"preset": "own", "rule_text": "method = 'magic'"}, ""), ({"channels": []}, "obligatoire"),
    ],
)  # fmt: skip
def test_an_edition_that_cannot_be_is_refused_in_words(client: Client, changed: dict[str, Any], said: str) -> None:
    signed_in(client, "administrator")
    answer = client.post("/budgets/new/", form_of(**changed))
    assert answer.status_code == 422 and said in page(answer)
    assert not Edition.objects.exists()


def test_several_channels_ask_everybody_for_a_name(client: Client) -> None:
    signed_in(client, "administrator")
    client.post("/budgets/new/", form_of(channels=["letter", "email"]))
    assert Edition.objects.get().asks_civil is True


def test_letters_are_printed_once_each_with_its_square(client: Client) -> None:
    made = edition()
    holding(client, made, "desk")
    sent = {"label": "Gare", "count": "3"}
    sheets = client.post(f"/budgets/{made.slug}/letters/", sent)
    assert (sheets.status_code, sheets["Content-Type"]) == (200, "application/pdf") and "no-store" in sheets[
        "Cache-Control"
    ]
    codes = codes_in(sheets.content)
    assert len(set(codes)) == 3 == len(codes)
    again = client.post(f"/budgets/{made.slug}/letters/", sent)
    assert again.status_code == 422 and "retirez ce lot" in page(again) and made.batches.count() == 1
    release(made.batches.get())
    vote(made, person(codes[0]), 1)
    assert codes[0] not in page(client.get(f"/budgets/{made.slug}/desk/"))
    assert client.post(f"/budgets/{made.slug}/letters/", {"label": "Gare", "count": "999999"}).status_code == 422


def test_a_pass_is_shown_once_at_the_desk(client: Client) -> None:
    made = edition()
    holding(client, made, "desk")
    civil = {name: CIVIL[name] for name in ("family", "given", "born")}
    given = page(client.post(f"/budgets/{made.slug}/desk/", civil))
    code = re.search(r'class="code">([A-Z2-9-]{14})<', given)[1]
    assert "Martin" not in given
    twice = client.post(f"/budgets/{made.slug}/desk/", civil)
    assert twice.status_code == 422 and "déjà reçu" in page(twice)
    sent = {"p": ["1"], "code": code, "entitled": "on", "nonce": "z" * 32}
    assert "dans l’urne" in page(Client().post(f"/budgets/{made.slug}/ballot/box/", sent))


def test_a_shut_box_sends_back_to_the_edition(client: Client) -> None:
    made = close(edition())
    assert client.get(f"/budgets/{made.slug}/ballot/").status_code == 302
    assert client.post(f"/budgets/{made.slug}/ballot/box/", {"p": ["1"], **CIVIL, "nonce": "n"}).status_code == 302
    assert queries.balance(made).ballots == 0
