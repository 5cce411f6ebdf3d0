"""Many at once: one check is one project, one taker, one answer."""

import pytest
from django.db import connections

from terreau.decide.budgeting.models import Project
from terreau.decide.budgeting.tests.test_at_once import together
from terreau.decide.proposals import actions
from terreau.decide.proposals.models import Appeal, Proposal, Study
from terreau.decide.proposals.tests.studies import GRID, checked, decided, edition, line, person, proposal, written
from terreau.lib.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_impatient_check_is_one_project() -> None:
    made = edition()
    claire, paul = person("Claire", made, "study"), person("Paul", made, "study")
    study = decided(proposal(made), claire)
    got = together(lambda _rank: actions.check_study(study=study, by=paul, seen=study.version).pk, 6)
    assert got == [study.pk] * 6 and Project.objects.count() == 1


def test_two_checks_at_once_give_two_numbers() -> None:
    made = edition()
    claire, paul = person("Claire", made, "study"), person("Paul", made, "study")
    studies = [decided(proposal(made, f"P{rank}"), claire, line(900 + rank)) for rank in range(4)]
    got = together(lambda rank: actions.check_study(study=studies[rank], by=paul, seen=studies[rank].version).pk, 4)
    assert not [one for one in got if isinstance(one, Refused)]
    assert sorted(Project.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Proposal.objects.filter(project__isnull=False).count() == 4


def test_a_proposal_is_taken_by_one_of_many() -> None:
    made = edition()
    people = [person(f"P{rank}", made, "study") for rank in range(5)]
    one = proposal(made)
    got = together(lambda rank: actions.begin_study(proposal=one, by=people[rank]).started_by_id, 5)
    assert sum(isinstance(each, Refused) for each in got) == 4 and Study.objects.count() == 1


def test_what_is_sent_back_while_it_is_checked_is_one_or_the_other() -> None:
    made = edition()
    claire, paul, maud = person("Claire", made, "study"), person("Paul", made, "study"), person("M", made, "settle")
    study = decided(proposal(made), claire)

    def work(rank: int) -> object:
        if rank:
            return actions.check_study(study=study, by=paul, seen=study.version)
        return actions.send_back(study=study, reason="Et le sol ?", by=maud, seen=study.version)

    got = together(work, 2)
    assert sum(isinstance(each, Refused) for each in got) == 1
    assert Project.objects.exists() is (Study.objects.get().checked_at is not None)


def test_writers_at_once_lose_nothing_unseen() -> None:
    made = edition()
    people = [person(f"P{rank}", made, "study") for rank in range(4)]
    study = written(proposal(made), people[0])
    got = together(
        lambda rank: actions.write_study(
            study=study, findings=GRID, lines=[line(1000 + rank)], by=people[rank], seen=study.version
        ),
        4,
    )
    assert sum(isinstance(each, Refused) for each in got) == 3
    assert Study.objects.get().version == study.version + 1


def test_an_appeal_pressed_many_times_is_one() -> None:
    made, alix = edition(), person("Alix")
    claire, paul, maud = person("Claire", made, "study"), person("Paul", made, "study"), person("M", made, "settle")
    study = checked(proposal(made, author=alix), claire, paul, retained=False)
    together(lambda _rank: actions.appeal(study=study, text="Ce terrain est libre.", by=alix), 4)
    held = Appeal.objects.get()
    together(lambda _rank: actions.answer_appeal(appeal=held, accepted=True, answer="Oui.", by=maud), 4)
    assert Study.objects.count() == 2
    connections.close_all()
