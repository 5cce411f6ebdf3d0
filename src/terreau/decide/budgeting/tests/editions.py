"""Editions for tests: in the making, open, closed; and people who vote in them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.rule import changed
from terreau.decide.budgeting import actions
from terreau.decide.budgeting.actions import Draft, Identity
from terreau.decide.budgeting.counting_rule import AT_TIE, Answers, compose, offered
from terreau.decide.budgeting.models import Batch, Edition, Phase
from terreau.trust.people.models import Person

COSTS = (38_000, 22_000, 14_000, 9_000, 42_000)


def written(rule: str, at_tie: str, ballot_kind: str = "approval", max_choices: int | None = None, **_more: Any) -> str:
    """A ready-made rule as the guided form would write it for these ballots."""
    if rule not in offered(ballot_kind):
        return changed(PRESETS[rule].rule, ties=AT_TIE[at_tie]).to_toml()
    return compose(rule, ballot_kind, max_choices, Answers(at_tie=at_tie)).to_toml()


def draft(
    *, opens: float = -1, closes: float = 1, rule: str = "equal-shares", at_tie: str = "order", **values: Any
) -> Draft:
    """An edition whose vote opens and closes so many days from now."""
    if values.get("ballot_kind") == "ranking":
        values.setdefault("max_choices", len(COSTS))
    now = timezone.now()
    vote = (now + timedelta(days=opens), now + timedelta(days=closes))
    given = {
        "name": "Budget 2026", "budget": Decimal(60_000), "channels": ["email", "letter", "desk"],
        "rule": written(rule, at_tie, **values), **values,
    }  # fmt: skip
    return Draft(given, {"vote": vote, "object": (vote[1] + timedelta(days=1), vote[1] + timedelta(days=20))})


def edition(*, opens: float = -1, closes: float = 1, shown: bool = True, **values: Any) -> Edition:
    """With five projects; nobody voted."""
    made = actions.make_edition(draft=draft(opens=opens, closes=closes, **values), by=None)
    for number, cost in enumerate(COSTS, 1):
        actions.add_project(edition=made, values={"title": f"Projet {number}", "cost": Decimal(cost)}, by=None)
    if shown:
        actions.show_edition(edition=made, by=None)
    return Edition.objects.get(pk=made.pk)


def letters(made: Edition, count: int) -> list[str]:
    """Codes that work: printed, and counted by a second person."""
    label = f"Essai {made.batches.count() + 1}"
    batch, printed = actions.print_letters(edition=made, label=label, count=count, by=None)
    release(batch)
    return [one.code for one in printed]


def release(batch: Batch) -> Batch:
    counter, _new = Person.objects.get_or_create(email="compte@essai.example", defaults={"name": "Qui compte"})
    actions.release_letters(batch=batch, counted=batch.letters.count(), by=counter)
    return batch


def person(code: str, rank: int = 1, **civil: Any) -> Identity:
    """Somebody with a letter; `rank` makes the name."""
    known = {"family": f"Famille{rank}", "given": "Alix", "born": date(1980, 1, 1), **civil}
    return Identity(code=code, **known)


def vote(made: Edition, identity: Identity, *numbers: int, nonce: str = "") -> actions.Receipt:
    choices = dict.fromkeys(numbers, 1)
    return actions.cast_ballot(edition=made, choices=choices, identity=identity, nonce=nonce or f"{identity}{numbers}")


def close(made: Edition) -> Edition:
    """As if its last day were yesterday: the clock is what moves, the dates are frozen."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # within a test's one transaction: what a commit would do
        cursor.execute("SET LOCAL session_replication_role = replica")
        now = timezone.now()
        Phase.objects.filter(edition=made, kind="vote").update(
            opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1)
        )
        Phase.objects.filter(edition=made, kind="object").update(
            opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=9)
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    return Edition.objects.get(pk=made.pk)


def finish(made: Edition) -> Edition:
    """As if the time to contest were over: the clock is what moves, the dates are held by the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        Phase.objects.filter(edition=made, kind="object").update(closes_at=timezone.now() - timedelta(minutes=1))
        cursor.execute("SET LOCAL session_replication_role = origin")
    return Edition.objects.get(pk=made.pk)
