"""What the database keeps of studies, appeals and prices, whoever writes to it."""

import pytest
from django.db import DatabaseError, connection, transaction

from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.proposals import actions
from terreau.decide.proposals.models import Appeal, CostLine, Finding, Proposal, Return, Study
from terreau.decide.proposals.tests.studies import checked, decided, edition, line, person, proposal, written
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


def refused(sql: str, *values: object) -> bool:
    """Does the database refuse this, once what came before is committed?"""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit would do
    except DatabaseError:
        return True
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return False


CHECKED = (
    "UPDATE proposals_study SET reasons = 'Autre' WHERE id = {study}",
    "UPDATE proposals_study SET retained = NOT retained WHERE id = {study}",
    "UPDATE proposals_study SET checked_at = NULL, checked_by_id = NULL WHERE id = {study}",
    "UPDATE proposals_study SET version = version + 1 WHERE id = {study}",
    "UPDATE proposals_study SET decided_by_id = {other} WHERE id = {study}",
    "UPDATE proposals_study SET checked_by_id = {other} WHERE id = {study}",
    "DELETE FROM proposals_study WHERE id = {study}",
)
READ = (
    "UPDATE proposals_finding SET remark = 'Autre' WHERE study_id = {study}",
    "DELETE FROM proposals_finding WHERE study_id = {study}",
    "INSERT INTO proposals_costline (study_id, label, kind, amount, source) VALUES ({study}, 'x', 'once', 1, '')",
    "UPDATE proposals_costline SET amount = 1 WHERE study_id = {study}",
    "DELETE FROM proposals_costline WHERE study_id = {study}",
    "UPDATE proposals_costline SET study_id = {study} WHERE study_id = {open}",
    "UPDATE proposals_finding SET study_id = {open} WHERE study_id = {study} AND criterion = 'land'",
)


@pytest.mark.parametrize("sql", [*CHECKED, *READ])
def test_a_checked_study_and_its_lines_never_change(made: Edition, claire: Person, paul: Person, sql: str) -> None:
    study = checked(proposal(made), claire, paul, retained=False)
    free = written(proposal(made), claire, line(5, label="Autre"), grid={})
    assert refused(sql.format(study=study.pk, open=free.pk, other=person("Luc").pk))


@pytest.mark.parametrize("sql", [*CHECKED[:2], CHECKED[4], CHECKED[6], *READ])
def test_what_was_decided_is_what_is_checked(made: Edition, claire: Person, sql: str) -> None:
    study = decided(proposal(made), claire)
    free = written(proposal(made), claire, line(5, label="Autre"), grid={})
    assert refused(sql.format(study=study.pk, open=free.pk, other=person("Luc").pk))


def test_one_person_neither_decides_and_checks_nor_leaves_either_out(made: Edition, claire: Person) -> None:
    study = decided(proposal(made), claire)
    check = "UPDATE proposals_study SET checked_at = now(), checked_by_id = %s WHERE id = %s"
    assert refused(check, claire.pk, study.pk) and refused(check, None, study.pk)
    raw = written(proposal(made), claire)
    decide = (
        "UPDATE proposals_study SET decided_at = now(), decided_by_id = %s, retained = true, reasons = %s WHERE id = %s"
    )
    assert refused(decide, None, "Oui", raw.pk) and refused(decide, claire.pk, "", raw.pk)
    assert not refused(decide, claire.pk, "Oui", raw.pk)


def test_a_study_begins_undecided_and_stays_with_its_proposal(made: Edition, claire: Person, paul: Person) -> None:
    one, other = proposal(made), proposal(made)
    insert = (
        "INSERT INTO proposals_study (proposal_id, started_at, reasons, retained, decided_at, decided_by_id, checked_at, "
        "checked_by_id, version) VALUES (%s, now(), 'Oui', true, now(), %s, now(), %s, 1)"
    )
    assert refused(insert, one.pk, claire.pk, paul.pk)
    study = written(one, claire)
    assert refused("UPDATE proposals_study SET proposal_id = %s WHERE id = %s", other.pk, study.pk)
    assert refused("DELETE FROM proposals_study WHERE id = %s", study.pk)
    assert refused(
        "INSERT INTO proposals_study (proposal_id, started_at, reasons, version) VALUES (%s, now(), '', 1)", one.pk
    )


def test_answers_and_prices_are_whole(made: Edition, claire: Person) -> None:
    study = written(proposal(made), claire)
    assert refused("UPDATE proposals_finding SET verdict = 'no' WHERE study_id = %s", study.pk)
    assert refused("UPDATE proposals_costline SET amount = 0 WHERE study_id = %s", study.pk)
    again = (
        "INSERT INTO proposals_costline (study_id, label, kind, amount, source) VALUES (%s, 'Le banc', 'once', 1, '')"
    )
    assert refused(again, study.pk)


def test_a_proposal_is_on_the_ballot_only_as_two_people_said(made: Edition, claire: Person, paul: Person) -> None:
    checked(proposal(made), claire, paul, line(900))
    project, bare = Project.objects.get(), proposal(made)
    assert refused("UPDATE proposals_proposal SET project_id = NULL WHERE project_id = %s", project.pk)
    assert refused("UPDATE budgeting_project SET cost = 901 WHERE id = %s", project.pk)
    assert not refused("UPDATE budgeting_project SET cost = 900, summary = 'x' WHERE id = %s", project.pk)
    loose = Project.objects.create(edition=made, number=7, key="7", title="x", cost=5)
    assert refused("UPDATE proposals_proposal SET project_id = %s WHERE id = %s", loose.pk, bare.pk)
    assert not refused("UPDATE budgeting_project SET cost = 6 WHERE id = %s", loose.pk)  # it came without a proposal
    decided(bare, claire, line(5))
    assert refused("UPDATE proposals_proposal SET project_id = %s WHERE id = %s", loose.pk, bare.pk)


def test_why_a_study_was_sent_back_is_kept(made: Edition, claire: Person, paul: Person) -> None:
    study = decided(proposal(made), claire)
    actions.send_back(study=study, reason="Et le sol ?", by=paul, seen=study.version)
    assert refused("UPDATE proposals_return SET reason = 'Rien'") and refused("DELETE FROM proposals_return")
    assert refused("UPDATE proposals_return SET returned_by_id = %s", claire.pk)
    assert not refused("UPDATE proposals_return SET returned_by_id = NULL")
    assert Return.objects.get().reason == "Et le sol ?"


def test_an_appeal_contests_a_published_refusal_and_a_third_person_answers(
    made: Edition, claire: Person, paul: Person
) -> None:
    alix, third = person("Alix"), person("Maud", made, "settle")
    insert = "INSERT INTO proposals_appeal (study_id, text, made_at, made_by_id, outcome, answer) VALUES (%s, 'Non', now(), %s, '', '')"
    assert refused(insert, decided(proposal(made), claire, retained=False).pk, alix.pk)
    assert refused(insert, checked(proposal(made), claire, paul).pk, alix.pk)
    study = checked(proposal(made, author=alix), claire, paul, retained=False)
    held = actions.appeal(study=study, text="Ce terrain est libre.", by=alix)
    assert refused(insert, study.pk, alix.pk)
    answer = (
        "UPDATE proposals_appeal SET outcome = 'refused', answer = 'Non', answered_at = now(), answered_by_id = %s "
        "WHERE id = %s"
    )
    assert all(refused(answer, who and who.pk, held.pk) for who in (claire, paul, alix, None))
    assert refused("UPDATE proposals_appeal SET text = 'Oui' WHERE id = %s", held.pk)
    assert refused("DELETE FROM proposals_appeal WHERE id = %s", held.pk)
    assert not refused(answer, third.pk, held.pk)
    assert refused("UPDATE proposals_appeal SET answer = 'Peut-être' WHERE id = %s", held.pk)
    assert refused("UPDATE proposals_appeal SET answered_by_id = %s WHERE id = %s", person("Luc").pk, held.pk)


def test_somebody_who_leaves_is_forgotten_and_what_they_signed_stays(
    made: Edition, claire: Person, paul: Person
) -> None:
    alix, maud = person("Alix"), person("Maud", made, "settle")
    study = checked(proposal(made, author=alix), claire, paul, retained=False)
    held = actions.appeal(study=study, text="Ce terrain est libre.", by=alix)
    actions.answer_appeal(appeal=held, accepted=False, answer="Il est loué.", by=maud)
    for column in ("started_by_id", "decided_by_id", "checked_by_id"):
        assert not refused(f"UPDATE proposals_study SET {column} = NULL WHERE id = %s", study.pk)
    for column in ("made_by_id", "answered_by_id"):
        assert not refused(f"UPDATE proposals_appeal SET {column} = NULL WHERE id = %s", held.pk)
    assert (Study.objects.get().checked_by, Appeal.objects.get().answer) == (None, "Il est loué.")
    assert (Finding.objects.count(), CostLine.objects.count(), Proposal.objects.count()) == (8, 1, 1)
