"""Doors that once stood ajar: what a reader of the code found, and what shut it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import actions, policies
from terreau.decide.budgeting.actions import Draft, voting
from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.models import Assignment, Attendance, Edition, Phase
from terreau.decide.budgeting.tests.editions import draft, edition, letters, person, vote
from terreau.decide.budgeting.tests.test_pages import holding
from terreau.lib.errors import Refused
from terreau.lib.numbers import whole
from terreau.trust.people.limits import limit_on_name
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db


def test_nobody_else_makes_the_site_read_a_register_file(client: Client) -> None:
    made = edition()
    file = io.BytesIO(b"nom;prenom\n" * 1000)
    assert client.post(f"/budgets/{made.slug}/register/", {"file": file}).status_code == 403


def test_tries_about_one_person_are_slow_from_wherever_they_come() -> None:
    one, other = limit_on_name("register", "a"), limit_on_name("register", "b")
    assert one.key != other.key
    assert (one.free, one.longest, one.shared) == (6, 900, False)


def test_a_tracking_code_that_chance_gave_twice_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = edition()
    one, two = letters(made, 2)
    plain, later = voting.tracking_code, ("\x1f1", "\x1f2", "\x1f3")
    # the first code of everybody is the same, as chance might have it
    monkeypatch.setattr(voting, "tracking_code", lambda seed: plain(seed if seed.endswith(later) else "same"))
    first = vote(made, person(one, 1), 1, nonce="n1")
    second = vote(made, person(two, 2), 2, nonce="n2")
    assert first.code != second.code
    again = vote(made, person(two, 2), 2, nonce="n2")
    assert (again.code, again.choices, again.again) == (second.code, {2: 1}, True)
    assert Attendance.objects.filter(edition=made).count() == 2


def _teacher(name: str) -> Person:
    return Person.objects.create_user(f"{name}@essai.example", name=name)


def _school(by: Person) -> Edition:
    return actions.make_edition(draft=_school_draft(f"École de {by.name}"), by=by)


def test_what_a_teacher_gave_to_others_opens_no_more_editions() -> None:
    town, teacher, friend = edition(), _teacher("Thomas"), _teacher("Zoé")
    assert not policies.can_make_for_school(teacher)
    Assignment.objects.create(edition=town, person=teacher, task=Task.TEACH)
    assert policies.can_make_for_school(teacher)
    own = _school(teacher)
    Assignment.objects.create(edition=own, person=friend, task=Task.TEACH)
    assert not policies.can_make_for_school(friend)


def test_a_teacher_opens_the_next_budget_of_the_school_one_at_a_time() -> None:
    teacher = _teacher("Thomas")
    now, own = timezone.now(), actions.make_edition(draft=_school_draft("École", opens=2, closes=5), by=_teacher("Zoé"))
    assert not policies.can_make_for_school(teacher)
    own = actions.make_edition(draft=_school_draft("Cour", opens=2, closes=5), by=teacher)
    assert "Vous préparez déjà" in policies.why_not_for_school(teacher)
    Phase.objects.filter(edition=own, kind="vote").update(opens_at=now - timedelta(days=1))
    assert policies.can_make_for_school(teacher)
    Assignment.objects.filter(edition=own).update(ended_at=now)  # the administrator took it back
    assert not policies.can_make_for_school(teacher)


def _school_draft(name: str, **days: float) -> Draft:
    return draft(name=name, template="school", channels=["class", "paper"], few_hands=True, **days)


def test_a_teacher_whose_tasks_were_ended_gives_none_back_to_himself() -> None:
    teacher = _teacher("Thomas")
    own = _school(teacher)
    assert policies.can_assign(teacher, own)
    Assignment.objects.filter(edition=own).update(ended_at=timezone.now())
    assert not policies.can_assign(teacher, own)


@pytest.mark.parametrize("sent", ["", "x", "²", "-1", "9" * 40, "٧", "1 ", "1.0", None])
def test_what_is_no_number_is_no_row(sent: Any) -> None:
    assert whole(sent) == 0
    assert whole("12") == 12


def test_odd_signs_are_a_request_that_is_not_understood(client: Client) -> None:
    made = edition()
    for path in (
        f"/budgets/{made.slug}/?q=%00",
        f"/budgets/{made.slug}/studies/?state=%00&state=x",
        f"/budgets/{made.slug}/proposals/?q=%00",
    ):
        assert client.get(path).status_code in (200, 400), path


def test_a_number_that_is_none_withdraws_nothing(client: Client) -> None:
    made = edition()
    agent = Client()
    holding(agent, made, "desk")
    batch = actions.print_letters(edition=made, label="Lot", count=1, by=None)[0]
    assert agent.post(f"/budgets/{made.slug}/letters/{batch.pk}/revocation/letter/", {"number": "²"}).status_code == 422


def test_the_desk_survives_the_revocation_of_its_codes() -> None:
    made = edition()
    given = {"given": "Alix", "born": timezone.localdate() - timedelta(days=9000)}
    actions.give_pass(edition=made, family="Un", by=None, **given)
    actions.revoke_batch(batch=made.batches.get(), by=None)
    code = actions.give_pass(edition=made, family="Deux", by=None, **given)
    assert vote(made, person(code, 2, family="Deux", **given), 1).code
    with pytest.raises(Refused):
        actions.print_letters(edition=made, label="guichet", count=1, by=None)


def test_the_key_is_thrown_away_half_a_year_after_any_vote() -> None:
    made = edition()
    assert actions.forget_voters() == 0
    now = timezone.now()
    Phase.objects.filter(edition=made, kind="object").delete()
    Phase.objects.filter(edition=made, kind="vote").update(
        opens_at=now - timedelta(days=300), closes_at=now - timedelta(days=200)
    )
    assert actions.forget_voters() == 1
    assert bytes(Edition.objects.get(pk=made.pk).pepper) == b""
