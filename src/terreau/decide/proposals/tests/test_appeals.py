"""A refusal is contested by who carries the proposal, in time, once; a third person answers; accepted, it is studied anew."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.proposals import actions, queries
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Appeal, Authorship, Dictation, Proposal, Study
from terreau.decide.proposals.tests.studies import REASONS, checked, edition, opened, person, proposal
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.models import Event
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db
WHY = "Ce terrain est libre depuis mars."


@pytest.fixture
def made() -> Edition:
    return edition()


@pytest.fixture
def alix() -> Person:
    return person("Alix")


@pytest.fixture
def hands(made: Edition) -> tuple[Person, Person, Person]:
    """Who decides, who checks, who answers."""
    return person("Claire", made, "study"), person("Paul", made, "study"), person("Maud", made, "settle")


@pytest.fixture
def refused(made: Edition, alix: Person, hands: tuple[Person, ...]) -> Study:
    return checked(proposal(made, author=alix), hands[0], hands[1], retained=False)


def published(study: Study, **ago: float) -> None:
    """As if it had been checked so long ago; the database would not have it changed."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        Study.objects.filter(pk=study.pk).update(checked_at=timezone.now() - timedelta(**ago))
        cursor.execute("SET session_replication_role = origin")


def test_an_accepted_appeal_opens_a_new_study_and_leaves_the_old_one(
    refused: Study, alix: Person, hands: tuple[Person, Person, Person]
) -> None:
    claire, paul, maud = hands
    held = actions.appeal(study=refused, text=f"  {WHY} ", by=alix)
    assert held.text == WHY and queries.appeals_waiting(refused.proposal.edition) == [held]
    actions.answer_appeal(appeal=held, accepted=True, answer="Vous avez raison.", by=maud)
    one = Proposal.objects.get()
    fresh = queries.study_of(one.pk)
    assert fresh and fresh.pk != refused.pk and fresh.started_by is None and one.status == Status.OPEN
    assert fresh.findings.count() == 8 and fresh.costs.get().amount == 900
    taken = actions.begin_study(proposal=one, by=paul)
    study = actions.decide(study=taken, retained=True, reasons=REASONS, by=paul, seen=taken.version)
    actions.check_study(study=study, by=claire, seen=study.version)
    assert Project.objects.get().cost == 900 and Proposal.objects.get().status == Status.RETAINED
    assert Study.objects.get(pk=refused.pk).retained is False and not queries.appeals_waiting(one.edition)
    names = Event.objects.filter(name__contains="appeal").values_list("name", flat=True).order_by("pk")
    assert list(names) == ["proposals.appeal_made", "proposals.appeal_answered"]


def test_a_refused_appeal_leaves_the_decision(refused: Study, alix: Person, hands: tuple[Person, ...]) -> None:
    held = actions.appeal(study=refused, text=WHY, by=alix)
    with pytest.raises(Refused, match="Écrivez la réponse"):
        actions.answer_appeal(appeal=held, accepted=False, answer=" ", by=hands[2])
    actions.answer_appeal(appeal=held, accepted=False, answer="Il est loué.", by=hands[2])
    with pytest.raises(Refused, match="déjà sa réponse"):
        actions.answer_appeal(appeal=held, accepted=True, answer="Si.", by=hands[2])
    assert Proposal.objects.get().status == Status.REFUSED and Study.objects.count() == 1
    with pytest.raises(Refused, match="déjà contesté"):
        actions.appeal(study=refused, text="Encore.", by=alix)


def test_who_took_part_does_not_answer(refused: Study, alix: Person, hands: tuple[Person, ...], made: Edition) -> None:
    held = actions.appeal(study=refused, text=WHY, by=alix)
    for who in (hands[0], hands[1], alix, person("Zoé", role="member"), person("K", made, "desk")):
        with pytest.raises(NotAllowed):
            actions.answer_appeal(appeal=held, accepted=True, answer="Oui.", by=who)
    actions.answer_appeal(appeal=held, accepted=True, answer="Oui.", by=person("Ada", role="administrator"))


def test_only_who_carries_it_contests(refused: Study, hands: tuple[Person, ...], made: Edition) -> None:
    invited = person("Invité")
    Authorship.objects.create(proposal=refused.proposal, person=invited)  # asked, not accepted
    for who in (invited, person("Zoé", role="member"), person("K", made, "desk"), *hands):
        with pytest.raises(NotAllowed):
            actions.appeal(study=refused, text=WHY, by=who)
    assert not Appeal.objects.exists()


def test_an_agent_contests_for_somebody_without_internet(made: Edition, hands: tuple[Person, ...]) -> None:
    one = proposal(made)
    karim = person("Karim", made, "desk")
    Dictation.objects.create(proposal=one, name="Mme Vidal", reason="Sans internet", typed_by=karim)
    study = checked(one, hands[0], hands[1], retained=False)
    with pytest.raises(NotAllowed, match="pris part"):
        actions.appeal(study=study, text=WHY, by=hands[0])
    held = actions.appeal(study=study, text=WHY, by=karim)
    assert held.made_by == karim and Event.objects.get(name="proposals.appeal_made").detail == {"on_behalf": True}


@pytest.mark.parametrize(("ago", "allowed"), [({"days": 29}, True), ({"days": 30, "minutes": 1}, False)])
def test_the_delay_is_thirty_days(alix: Person, refused: Study, ago: dict[str, Any], allowed: bool) -> None:
    published(refused, **ago)
    held = Study.objects.get()
    assert queries.Report(held).contestable is allowed
    if allowed:
        assert actions.appeal(study=held, text=WHY, by=alix)
    else:
        with pytest.raises(Refused, match="passé"):
            actions.appeal(study=held, text=WHY, by=alix)


def test_nothing_is_contested_once_the_vote_is_open(alix: Person, refused: Study) -> None:
    opened(refused.proposal.edition)
    with pytest.raises(Refused, match="passé"):
        actions.appeal(study=refused, text=WHY, by=alix)


def test_only_a_published_refusal_is_contested(made: Edition, alix: Person, hands: tuple[Person, ...]) -> None:
    kept = checked(proposal(made, author=alix), hands[0], hands[1])
    with pytest.raises(Refused, match="refus publié"):
        actions.appeal(study=kept, text=WHY, by=alix)
    begun = actions.begin_study(proposal=proposal(made, author=alix), by=hands[0])
    with pytest.raises(Refused, match="refus publié"):
        actions.appeal(study=begun, text=WHY, by=alix)


def test_an_appeal_says_why(refused: Study, alix: Person) -> None:
    with pytest.raises(Refused, match="pourquoi"):
        actions.appeal(study=refused, text="  ", by=alix)
