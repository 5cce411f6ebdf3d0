"""Editions that take ideas, people who have some, for tests."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.test import Client
from django.utils import timezone

from terreau.algorithms.counting.presets import PRESETS
from terreau.decide.budgeting import actions as budgeting
from terreau.decide.budgeting.models import Assignment, Edition
from terreau.decide.proposals import actions
from terreau.decide.proposals.models import Proposal
from terreau.trust.people.models import Person, RoleGrant
from terreau.trust.people.strength import STRONG

TEXT = "Il n’y a nulle part où s’asseoir.\n\nDes bancs suffiraient.\n\nUn arbre aussi."
ORDER = {"submit": (0, 10), "support": (0, 20), "study": (20, 30), "vote": (31, 40), "count": (40, 50)}
NOW = {"submit": 5, "support": 15, "study": 25, "between": 30.5, "vote": 35, "before": -5}


def edition(now: str = "submit", *, shown: bool = True, **values: Any) -> Edition:
    """One whose calendar stands at the phase `now`."""
    start = timezone.now() - timedelta(days=NOW[now])
    dates = {kind: (start + timedelta(days=a), start + timedelta(days=b)) for kind, (a, b) in ORDER.items()}
    given = {
        "name": "Budget 2027", "budget": Decimal(60_000), "channels": ["letter"],
        "rule": PRESETS["equal-shares"].rule.to_toml(), **values,
    }  # fmt: skip
    made = budgeting.make_edition(draft=budgeting.Draft(given, dates), by=None)
    if shown:
        budgeting.show_edition(edition=made, by=None)
    return Edition.objects.get(pk=made.pk)


def move(made: Edition, now: str) -> None:
    """As if time had passed."""
    start = timezone.now() - timedelta(days=NOW[now])
    for kind, (a, b) in ORDER.items():
        made.phases.filter(kind=kind).update(opens_at=start + timedelta(days=a), closes_at=start + timedelta(days=b))


def somebody(name: str, *roles: str) -> Person:
    person = Person.objects.create_user(f"{name.lower()}@essai.example", name=name)
    for role in roles:
        RoleGrant.objects.create(person=person, role=role)
    return person


def tasked(made: Edition, name: str, task: str) -> Person:
    person = somebody(name, "agent")
    Assignment.objects.create(edition=made, person=person, task=task)
    return person


def idea(made: Edition, by: Person, title: str = "Des bancs", **values: Any) -> Proposal:
    words = {"title": title, "summary": "Pour s’asseoir à l’ombre.", "text": TEXT, **values}
    return actions.propose(edition=made, values=words, by=by)


def dictated(made: Edition, by: Person, title: str = "Un lavoir", **told: Any) -> Proposal:
    words = {"title": title, "summary": "Comme avant.", "text": TEXT}
    said = actions.Dictated(**{"name": "Odette Vasseur", "reason": "Par téléphone", "contact": "03 00 00 12", **told})
    return actions.propose(edition=made, values=words, by=by, dictated=said)


def page(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def browser(person: Person) -> Client:
    """Signed in strongly."""
    client = Client()
    client.force_login(person)
    session = client.session
    session[STRONG] = True
    session.save()
    return client
