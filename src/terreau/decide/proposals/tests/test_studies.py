"""Studying: taken, written, decided, checked by another, on the ballot at its exact price."""

from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.proposals import actions, policies, queries
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Concealment, Proposal, Return, Study
from terreau.decide.proposals.tests.studies import (
    GRID,
    REASONS,
    checked,
    decided,
    edition,
    line,
    opened,
    person,
    proposal,
    written,
)
from terreau.know.territory.models import District
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.models import Event
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


def test_a_proposal_is_in_one_hand_at_a_time(made: Edition, claire: Person, paul: Person) -> None:
    one = proposal(made)
    study = actions.begin_study(proposal=one, by=claire)
    assert actions.begin_study(proposal=one, by=claire) == study
    with pytest.raises(Refused, match="Claire étudie déjà"):
        actions.begin_study(proposal=one, by=paul)
    written(one, claire)
    actions.give_back_study(study=study, by=claire)
    taken = actions.begin_study(proposal=one, by=paul)
    assert taken == study and taken.findings.count() == 8 and Study.objects.count() == 1
    assert list(Event.objects.filter(name__startswith="proposals.").values_list("name", flat=True).order_by("pk")) == [
        "proposals.study_begun", "proposals.study_written", "proposals.study_given_back", "proposals.study_begun",
    ]  # fmt: skip


def test_who_may_study_check_and_answer(made: Edition, claire: Person) -> None:
    study = decided(proposal(made, author=person("Alix")), claire)
    roles = {
        "study": person("Paul", made, "study"), "settle": person("Maud", made, "settle"),
        "desk": person("Karim", made, "desk"), "count": person("Nadia", made, "count"),
        "administrator": person("Ada", role="administrator"), "agent": person("Ines", role="agent"),
        "member": person("Zoé", role="member"), "author": Person.objects.get(name="Alix"),
    }  # fmt: skip
    assert [name for name, one in roles.items() if policies.can_study(one, made)] == ["study"]
    checkers = ["study", "settle", "administrator"]
    assert [name for name, one in roles.items() if not policies.why_not_confirm(one, study)] == checkers
    assert policies.why_not_confirm(claire, study)
    elsewhere = person("Luc", edition(), "study")
    assert policies.why_not_confirm(elsewhere, study) and not policies.can_study(elsewhere, made)


def test_an_author_decides_nothing(made: Edition, claire: Person) -> None:
    alix = person("Alix")
    study = written(proposal(made, author=alix), claire)
    with pytest.raises(NotAllowed):
        actions.write_study(study=study, findings=GRID, lines=[], by=alix, seen=study.version)
    with pytest.raises(NotAllowed):
        actions.decide(study=study, retained=True, reasons=REASONS, by=alix, seen=study.version)
    with pytest.raises(NotAllowed):
        actions.begin_study(proposal=proposal(made), by=alix)


def test_writing_changes_only_what_changed(made: Edition, claire: Person) -> None:
    study = written(proposal(made), claire, line(900), line(40, "yearly", "Peinture"))
    kept = set(study.costs.values_list("pk", flat=True))
    again = actions.write_study(
        study=study, findings={**GRID, "land": ("no", "Il est loué.")}, lines=[line(950), line(40, "yearly", "Peinture")],
        by=claire, seen=study.version,
    )  # fmt: skip
    report = queries.Report(Study.objects.get(pk=study.pk))
    assert set(again.costs.values_list("pk", flat=True)) == kept
    assert (report.price, report.upkeep) == (950, 40)
    before = Event.objects.count()
    same = actions.write_study(
        study=again, findings={**GRID, "land": ("no", "Il est loué.")}, lines=[line(950), line(40, "yearly", "Peinture")],
        by=claire, seen=again.version,
    )  # fmt: skip
    assert same.version == again.version and Event.objects.count() == before


def test_two_people_writing_do_not_overwrite_each_other(made: Edition, claire: Person, paul: Person) -> None:
    study = written(proposal(made), claire)
    actions.write_study(study=study, findings=GRID, lines=[line(800)], by=paul, seen=study.version)
    with pytest.raises(Refused, match="entre-temps"):
        actions.write_study(study=study, findings=GRID, lines=[line(700)], by=claire, seen=study.version)
    with pytest.raises(Refused, match="entre-temps"):
        actions.decide(study=study, retained=True, reasons=REASONS, by=claire, seen=study.version)
    assert study.costs.get().amount == 800


@pytest.mark.parametrize(
    ("findings", "lines", "said"),
    [
        ({"land": ("no", " ")}, [line()], "pourquoi non"), (GRID, [line(60_001)], "dépassent"),
        (GRID, [line(5), line(6)], "même nom"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_and_nothing_is_half_written(
    made: Edition, claire: Person, findings: dict[str, tuple[str, str]], lines: list[actions.Line], said: str
) -> None:
    study = written(proposal(made), claire)
    with pytest.raises(Refused, match=said):
        actions.write_study(study=study, findings=findings, lines=lines, by=claire, seen=study.version)
    assert study.findings.count() == 8 and study.costs.get().amount == 900


def test_a_checked_study_puts_the_proposal_on_the_ballot_at_its_exact_price(
    made: Edition, claire: Person, paul: Person
) -> None:
    district = District.objects.create(slug="gare", name="La Gare", geometry={}, lon=6.1, lat=47.9)
    one = proposal(made, district=district, lon=6.1, lat=47.9, alt="Un banc", picture="pictures/banc.webp")
    checked(one, claire, paul, line(900), line(12, label="Vis"), line(40, "yearly", "Peinture"))
    one.refresh_from_db()
    project = Project.objects.get()
    assert one.status == Status.RETAINED and one.project == project
    assert (project.cost, project.title, project.summary) == (912, one.title, one.summary)
    assert (project.description, project.district, project.lon, project.alt) == (one.text, district, 6.1, "Un banc")
    assert project.picture.name == "pictures/banc.webp" and project.envelope == ""


def test_a_district_with_an_envelope_of_its_own_is_named_on_the_ballot(
    claire: Person, made: Edition, paul: Person
) -> None:
    made.rule = made.rule.replace("envelopes = {}", 'envelopes = {"La Gare" = "20000"}')
    made.save()
    district = District.objects.create(slug="gare", name="La Gare", geometry={}, lon=6.1, lat=47.9)
    checked(proposal(made, district=district), claire, paul)
    assert Project.objects.get().envelope == "La Gare"


def test_who_decided_does_not_check(made: Edition, claire: Person) -> None:
    study = decided(proposal(made), claire)
    with pytest.raises(NotAllowed, match="Une autre personne"):
        actions.check_study(study=study, by=claire, seen=study.version)
    assert not Project.objects.exists()


def test_a_check_pressed_twice_is_one_project(made: Edition, claire: Person, paul: Person) -> None:
    study = checked(proposal(made), claire, paul)
    again = actions.check_study(study=study, by=paul, seen=study.version)
    assert again.checked_at == study.checked_at and Project.objects.count() == 1
    with pytest.raises(Refused, match="ne change plus"):
        actions.check_study(study=study, by=person("Maud", made, "settle"), seen=study.version)


def test_what_is_decided_waits_as_it_was_read(made: Edition, claire: Person, paul: Person) -> None:
    study = decided(proposal(made), claire)
    with pytest.raises(Refused, match="renvoyez"):
        actions.write_study(study=study, findings=GRID, lines=[line(1)], by=paul, seen=study.version)
    with pytest.raises(Refused, match="renvoyez"):
        actions.give_back_study(study=study, by=claire)
    with pytest.raises(Refused, match="Dites ce qui manque"):
        actions.send_back(study=study, reason=" ", by=paul, seen=study.version)
    actions.send_back(study=study, reason="Et le sol ?", by=paul, seen=study.version)
    with pytest.raises(Refused, match="pas encore décidée"):
        actions.check_study(study=study, by=paul, seen=study.version)
    study.refresh_from_db()
    assert study.reasons == REASONS and study.retained is None and Return.objects.get().reason == "Et le sol ?"
    again = actions.decide(study=study, retained=False, reasons=REASONS, by=paul, seen=study.version)
    actions.check_study(study=again, by=claire, seen=again.version)
    assert Proposal.objects.get().status == Status.REFUSED and not Project.objects.exists()


def test_a_stale_page_checks_nothing(made: Edition, claire: Person, paul: Person) -> None:
    study = decided(proposal(made), claire)
    actions.send_back(study=study, reason="Trop cher", by=paul, seen=study.version)
    study.refresh_from_db()
    fresh = actions.write_study(study=study, findings=GRID, lines=[line(9_000)], by=claire, seen=study.version)
    actions.decide(study=fresh, retained=True, reasons=REASONS, by=claire, seen=fresh.version)
    with pytest.raises(Refused, match="entre-temps"):
        actions.check_study(study=study, by=paul, seen=study.version)


@pytest.mark.parametrize("status", [Status.MERGED, Status.WITHDRAWN])
def test_a_proposal_that_went_meanwhile_is_not_retained(
    made: Edition, claire: Person, paul: Person, status: Status
) -> None:
    study = decided(proposal(made), claire)
    Proposal.objects.update(status=status)
    with pytest.raises(Refused, match="réunie à une autre ou retirée"):
        actions.check_study(study=study, by=paul, seen=study.version)
    assert Proposal.objects.get().status == status and not Project.objects.exists()


def test_words_changed_after_the_decision_are_read_again(made: Edition, claire: Person, paul: Person) -> None:
    study = decided(proposal(made), claire)
    Proposal.objects.update(version=2)
    with pytest.raises(Refused, match="a changé depuis la décision"):
        actions.check_study(study=study, by=paul, seen=study.version)


def test_what_a_moderator_hides_does_not_reach_the_ballot(made: Edition, claire: Person, paul: Person) -> None:
    study = decided(proposal(made), claire)
    Concealment.objects.create(proposal=study.proposal, reason="Insulte")
    with pytest.raises(Refused, match="masquée"):
        actions.check_study(study=study, by=paul, seen=study.version)


@pytest.mark.parametrize("frozen", [True, False])
def test_nothing_comes_on_the_ballot_once_the_vote_is_open(frozen: bool) -> None:
    """Neither when its rules are frozen, nor in the minute before."""
    made = edition(vote_in=0.5)
    claire, paul = person("Claire", made, "study"), person("Paul", made, "study")
    study = decided(proposal(made), claire)
    if frozen:
        opened(made)
    else:
        made.phases.filter(kind="vote").update(opens_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="Le vote est ouvert"):
        actions.check_study(study=study, by=paul, seen=study.version)
    assert not Project.objects.exists() and Proposal.objects.get().status == Status.OPEN
    actions.send_back(study=study, reason="Trop tard", by=paul, seen=study.version)
    study.refresh_from_db()
    refused = actions.decide(study=study, retained=False, reasons=REASONS, by=claire, seen=study.version)
    actions.check_study(study=refused, by=paul, seen=refused.version)
    assert Proposal.objects.get().status == Status.REFUSED
