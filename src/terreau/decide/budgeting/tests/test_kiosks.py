"""Kiosks: nothing but the ballot can be reached, nothing of the voter before is left, a queue is never shut out."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.kiosk_mode import FORGETS, RECEIPT_STAYS
from terreau.decide.budgeting.models import Edition, Kiosk, Tally
from terreau.decide.budgeting.tests.editions import close, edition, letters
from terreau.decide.budgeting.tests.test_pages import CIVIL, holding, page
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Edition:
    return edition()


@pytest.fixture
def device(made: Edition) -> Client:
    """A screen in a library that an agent made a kiosk."""
    found = Client()
    holding(found, made, "desk")
    answer = found.post(f"/budgets/{made.slug}/kiosks/", {"place": "Médiathèque", "hours": "4"})
    assert (answer.status_code, answer["Location"]) == (302, f"/budgets/{made.slug}/kiosk/")
    return found


def begin(device: Client, made: Edition) -> str:
    assert device.get(f"/budgets/{made.slug}/kiosk/").status_code == 200
    sheet = device.get(f"/budgets/{made.slug}/ballot/")
    return str(re.search(r'name="turn" value="(\w+)"', sheet.content.decode())[1])


def sent(code: str, turn: str, **more: Any) -> dict[str, Any]:
    return {"p": ["1", "3"], "code": code, **CIVIL, "nonce": "n" * 32, "turn": turn, **more}


def test_the_agent_is_signed_out_and_only_the_ballot_can_be_reached(device: Client, made: Edition) -> None:
    start = page(device.get(f"/budgets/{made.slug}/kiosk/"))
    assert "Commencer à voter" in start and "<nav" not in start and "Se connecter" not in start
    other = edition(name="Autre")
    for path in ("/", "/budgets/", f"/budgets/{made.slug}/", f"/budgets/{made.slug}/desk/", "/account/login/", "/me/",
                 f"/budgets/{made.slug}/tracking/", f"/budgets/{other.slug}/ballot/"):  # fmt: skip
        answer = device.get(path)
        assert (answer.status_code, answer.get("Location")) == (302, f"/budgets/{made.slug}/kiosk/"), path
    assert device.get(f"/budgets/{made.slug}/projects/1/").status_code == 200


def test_a_neighbour_votes_at_a_kiosk_with_a_letter(device: Client, made: Edition) -> None:
    (code,) = letters(made, 1)
    turn = begin(device, made)
    review = page(device.post(f"/budgets/{made.slug}/ballot/", {"p": ["1", "3"], "turn": turn}))
    assert "connectez-vous" not in review and f'name="turn" value="{turn}"' in review
    receipt = device.post(f"/budgets/{made.slug}/ballot/box/", sent(code, turn))
    assert "terreau-leaving" in page(receipt) and "no-store" in receipt["Cache-Control"]
    assert queries.balance(made) == queries.Balance(1, 1, 0)
    tally = Tally.objects.get()
    assert (tally.kind, tally.place) == ("used", "") and tally.kiosk == Kiosk.objects.get()


def test_what_the_voter_before_sent_is_never_shown_again(device: Client, made: Edition) -> None:
    one, two = letters(made, 2)
    turn = begin(device, made)
    device.post(f"/budgets/{made.slug}/ballot/box/", sent(one, turn))
    assert begin(device, made) != turn
    assert "ballot-order" in device.cookies  # the new voter's own
    for path, data in (
        ("ballot/box/", sent(one, turn)),
        ("ballot/", {"p": ["1"], "turn": turn}),
        ("ballot/box/", sent(two, "")),
    ):
        answer = device.post(f"/budgets/{made.slug}/{path}", data)
        assert (answer.status_code, answer["Location"]) == (302, f"/budgets/{made.slug}/kiosk/")
    assert queries.balance(made).ballots == 1


def test_the_start_forgets_the_order_and_the_language(device: Client, made: Edition) -> None:
    begin(device, made)
    device.cookies["django_language"] = "en"
    answer = device.get(f"/budgets/{made.slug}/kiosk/?fresh")
    assert answer.cookies["ballot-order"]["max-age"] == 0 and answer.cookies["django_language"]["max-age"] == 0
    assert "no-store" in answer["Cache-Control"]


def test_a_kiosk_that_is_closed_says_so_at_the_next_touch(device: Client, made: Edition) -> None:
    turn, (code,) = begin(device, made), letters(made, 1)
    agent = Client()
    holding(agent, edition(name="Autre"), "desk", email="autre@essai.example")
    kiosk = Kiosk.objects.get()
    assert agent.post(f"/budgets/{made.slug}/kiosks/{kiosk.pk}/closing/").status_code == 403
    actions.close_kiosk(kiosk=kiosk, by=None)
    actions.close_kiosk(kiosk=kiosk, by=None)
    assert Event.objects.filter(name="budgeting.kiosk_closed").count() == 1
    assert "Cette borne est fermée" in page(device.post(f"/budgets/{made.slug}/ballot/box/", sent(code, turn)))
    assert queries.balance(made).ballots == 0
    assert device.get(f"/budgets/{made.slug}/").status_code == 200  # a device like any other


def test_a_kiosk_ends_by_its_hour_and_a_forged_one_is_none(device: Client, made: Edition) -> None:
    Kiosk.objects.update(opened_at=timezone.now() - timedelta(hours=9), until=timezone.now() - timedelta(hours=1))
    assert "Cette borne est fermée" in page(device.get("/"))
    forged = Client()
    forged.cookies["kiosk"] = f"{Kiosk.objects.get().pk}:x:y"
    assert forged.get(f"/budgets/{made.slug}/").status_code == 200
    assert forged.get(f"/budgets/{made.slug}/kiosk/").status_code == 302


def test_a_queue_that_mistypes_is_not_shut_out(device: Client, made: Edition) -> None:
    codes = letters(made, 3)
    for rank, code in enumerate(codes):
        for n in range(12):
            turn = begin(device, made)
            wrong = sent(f"AAAA-BBBB-{n:04d}", turn, family=f"Faux{rank}{n}")
            assert device.post(f"/budgets/{made.slug}/ballot/box/", wrong).status_code == 422
        turn = begin(device, made)
        right = sent(code, turn, family=f"Juste{rank}", nonce=f"{rank}" * 32)
        assert device.post(f"/budgets/{made.slug}/ballot/box/", right).status_code == 200
    assert queries.balance(made).ballots == 3 and Tally.objects.get(kind="wrong").count == 36


def test_a_copied_kiosk_does_not_guess_at_leisure(device: Client, made: Edition) -> None:
    turn = begin(device, made)
    answers = [
        device.post(f"/budgets/{made.slug}/ballot/box/", sent(f"AAAA-BBBB-{n:04d}", turn)).status_code
        for n in range(34)
    ]
    assert answers[0] == 422 and answers[-1] == 429


def test_a_kiosk_is_opened_once_a_place_during_the_vote_by_the_desk(client: Client, made: Edition) -> None:
    assert client.post(f"/budgets/{made.slug}/kiosks/", {"place": "A", "hours": "4"}).status_code == 403
    kiosk = actions.open_kiosk(edition=made, place="Mairie", hours=2, by=None)
    with pytest.raises(Refused, match="déjà ouverte"):
        actions.open_kiosk(edition=made, place="Mairie", hours=2, by=None)
    with pytest.raises(IntegrityError, match="place_once"), transaction.atomic():
        Kiosk.objects.create(edition=made, place="Mairie", until=timezone.now() + timedelta(hours=1))
    Kiosk.objects.filter(pk=kiosk.pk).update(
        opened_at=timezone.now() - timedelta(hours=3), until=timezone.now() - timedelta(hours=1)
    )
    actions.open_kiosk(edition=made, place="Mairie", hours=2, by=None)  # the other one has ended
    for hours in (0, 13):
        with pytest.raises(Refused, match="1 à 12"):
            actions.open_kiosk(edition=made, place="X", hours=hours, by=None)
    with pytest.raises(Refused, match="avec un code"):
        actions.open_kiosk(edition=edition(name="Mail", channels=["email"]), place="X", hours=2, by=None)
    with pytest.raises(Refused, match="pas ouvert"):
        actions.open_kiosk(edition=close(edition(name="Clos")), place="X", hours=2, by=None)


def test_the_desk_lists_kiosks_and_closes_them(client: Client, made: Edition) -> None:
    holding(client, made, "desk")
    kiosk = actions.open_kiosk(edition=made, place="Mairie", hours=2, by=None)
    assert "Mairie" in page(client.get(f"/budgets/{made.slug}/desk/"))
    refused = client.post(f"/budgets/{made.slug}/kiosks/", {"place": "Mairie", "hours": "4"})
    assert refused.status_code == 422 and "déjà ouverte" in page(refused)
    assert client.post(f"/budgets/{made.slug}/kiosks/{kiosk.pk}/closing/").status_code == 302
    kiosk.refresh_from_db()
    assert kiosk.closed_at and kiosk.closed_by


def test_without_script_each_page_leads_to_the_start_by_itself(device: Client, made: Edition) -> None:
    (code,) = letters(made, 1)
    home = f"/budgets/{made.slug}/kiosk/"
    leads = rf'<noscript><meta http-equiv="refresh" content="(\d+); url={home}\?fresh"></noscript>'
    assert not re.search(leads, page(device.get(home)))
    turn = begin(device, made)
    sheet = page(device.get(f"/budgets/{made.slug}/ballot/"))
    review = page(device.post(f"/budgets/{made.slug}/ballot/", {"p": ["1"], "turn": turn}))
    project = page(device.get(f"/budgets/{made.slug}/projects/1/"))
    receipt = page(device.post(f"/budgets/{made.slug}/ballot/box/", sent(code, turn)))
    assert "Votre bulletin est dans l’urne." in receipt
    found = [re.search(leads, each) for each in (sheet, review, project, receipt)]
    assert [each and int(each[1]) for each in found] == [FORGETS, FORGETS, FORGETS, RECEIPT_STAYS]
    assert "au bout de 3 minutes" in receipt and "au bout de 10 minutes" in sheet


def test_elsewhere_than_at_a_kiosk_no_page_goes_away(client: Client, made: Edition) -> None:
    assert "http-equiv" not in page(client.get(f"/budgets/{made.slug}/ballot/"))
