"""Equal prices are pointed out; a price that two people signed is changed by two."""

from decimal import Decimal

import pytest

from terreau.decide.budgeting import actions as budgeting
from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.proposals import actions, queries
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Proposal, Study
from terreau.decide.proposals.tests.studies import (
    GRID,
    REASONS,
    checked,
    decided,
    edition,
    line,
    person,
    proposal,
    written,
)
from terreau.lib.errors import Refused
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Edition:
    return edition()


@pytest.fixture
def claire(made: Edition) -> Person:
    return person("Claire", made, "study")


@pytest.fixture
def paul(made: Edition) -> Person:
    return person("Paul", made, "study")


def test_equal_prices_are_pointed_out_before_they_are_on_the_ballot(
    made: Edition, claire: Person, paul: Person
) -> None:
    checked(proposal(made, "Un banc"), claire, paul, line(900))
    waiting = decided(proposal(made, "Une haie"), claire, line(900))
    third = written(proposal(made, "Un nichoir"), claire, line(450), line(450, label="Pose"))
    same = queries.Report(Study.objects.get(pk=third.pk)).same_price
    assert {one.title for one in same} == {"Un banc", "Une haie"}
    assert [[one.title for one in group] for group in queries.ties_coming(made)] == [["Un banc", "Une haie"]]
    assert [one.title for one in queries.Report(Study.objects.get(pk=waiting.pk)).same_price] == ["Un banc"]
    alone = queries.Report(Study.objects.get(proposal__title="Un banc")).same_price
    assert [one.title for one in alone] == ["Une haie"]


def test_a_price_that_two_people_signed_is_not_changed_by_one(made: Edition, claire: Person, paul: Person) -> None:
    checked(proposal(made), claire, paul, line(900))
    project = Project.objects.get()
    with pytest.raises(Refused, match="deux personnes ont signée"):
        budgeting.change_project(project=project, values={"cost": Decimal(901)}, by=claire)
    with pytest.raises(Refused, match="deux personnes ont signée"):
        budgeting.remove_project(project=Project.objects.get(), by=claire)
    budgeting.change_project(project=Project.objects.get(), values={"drawing": "tree"}, by=claire)
    assert Project.objects.get().cost == 900


def test_a_fault_found_after_the_check_is_mended_by_two_people(made: Edition, claire: Person, paul: Person) -> None:
    first = checked(proposal(made), claire, paul, line(900))
    with pytest.raises(Refused, match="ce sera public"):
        actions.open_again(study=first, reason="", by=paul)
    fresh = actions.open_again(study=first, reason="La pose manque.", by=paul)
    with pytest.raises(Refused, match="dernière étude"):
        actions.open_again(study=first, reason="Encore.", by=claire)
    assert fresh.findings.count() == 8 and Project.objects.get().cost == 900
    longer = [line(900), line(150, label="Pose")]
    study = actions.write_study(study=fresh, findings=GRID, lines=longer, by=claire, seen=fresh.version)
    study = actions.decide(study=study, retained=True, reasons=REASONS, by=claire, seen=study.version)
    actions.check_study(study=study, by=paul, seen=study.version)
    assert Project.objects.get().cost == 1050 and Proposal.objects.get().project == Project.objects.get()
    last = actions.open_again(study=study, reason="Le sol est pollué.", by=paul)
    last = actions.decide(study=last, retained=False, reasons=REASONS, by=claire, seen=last.version)
    actions.check_study(study=last, by=paul, seen=last.version)
    assert not Project.objects.exists() and Proposal.objects.get().status == Status.REFUSED
