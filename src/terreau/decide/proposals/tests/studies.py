"""An edition whose services study: proposals to study, people who study, set rules, carry."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from terreau.algorithms.counting.presets import PRESETS
from terreau.decide.budgeting import actions as budgeting
from terreau.decide.budgeting.actions import Draft
from terreau.decide.budgeting.models import Assignment, Edition, Opening
from terreau.decide.proposals import actions
from terreau.decide.proposals.actions import Line
from terreau.decide.proposals.enums import Criterion
from terreau.decide.proposals.models import Authorship, Proposal, Study
from terreau.trust.people.models import Person, RoleGrant

REASONS = "Le terrain est à la ville et le prix est juste."
GRID = {str(criterion): ("yes", "") for criterion in Criterion}


def edition(*, vote_in: float = 20, **values: Any) -> Edition:
    """The study goes on, the vote comes in so many days."""
    now = timezone.now()
    days = lambda first, last: (now + timedelta(days=first), now + timedelta(days=last))  # noqa: E731
    given = {
        "name": "Budget 2027", "budget": Decimal(60_000), "channels": ["letter"],
        "rule": PRESETS["equal-shares"].rule.to_toml(), **values,
    }  # fmt: skip
    ends = min(10.0, vote_in - 1)
    made = budgeting.make_edition(
        draft=Draft(given, {"study": days(ends - 30, ends), "vote": days(vote_in, vote_in + 10)}), by=None
    )
    budgeting.show_edition(edition=made, by=None)
    return Edition.objects.get(pk=made.pk)


def opened(made: Edition) -> None:
    """Its vote begins a minute ago."""
    made.phases.filter(kind="vote").update(opens_at=timezone.now() - timedelta(minutes=1))
    Opening.objects.create(edition=made, rule_sha256="0", projects_sha256="0")


def person(name: str, made: Edition | None = None, task: str = "", role: str = "") -> Person:
    """With a task in the edition, or a role, or neither."""
    found, _new = Person.objects.get_or_create(email=f"{name.lower()}@example.org", defaults={"name": name})
    if task and made:
        Assignment.objects.get_or_create(edition=made, person=found, task=task)
    if role := role or ("agent" if task else ""):
        RoleGrant.objects.get_or_create(person=found, role=role)
    return Person.objects.get(pk=found.pk)


def proposal(made: Edition, title: str = "Un banc", *, author: Person | None = None, **values: Any) -> Proposal:
    number = Proposal.objects.filter(edition=made).count() + 1
    one = Proposal.objects.create(
        edition=made, number=number, title=title, summary="Pour se reposer.", text="Un banc de bois.", **values
    )
    if author:
        Authorship.objects.create(proposal=one, person=author, accepted_at=timezone.now())
    return one


def line(amount: int = 900, kind: str = "once", label: str = "Le banc") -> Line:
    return Line(label, kind, Decimal(amount), "Devis")


def written(one: Proposal, by: Person, *lines: Line, grid: dict[str, tuple[str, str]] | None = None) -> Study:
    study = actions.begin_study(proposal=one, by=by)
    return actions.write_study(
        study=study, findings=GRID if grid is None else grid, lines=lines or (line(),), by=by, seen=study.version
    )


def decided(one: Proposal, by: Person, *lines: Line, retained: bool = True) -> Study:
    study = written(one, by, *lines)
    return actions.decide(study=study, retained=retained, reasons=REASONS, by=by, seen=study.version)


def checked(one: Proposal, by: Person, checker: Person, *lines: Line, retained: bool = True) -> Study:
    study = decided(one, by, *lines, retained=retained)
    return actions.check_study(study=study, by=checker, seen=study.version)
