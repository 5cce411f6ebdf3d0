"""Those who wanted a project hear how it goes: each event once, those who did not ask never."""

import pytest

from terreau.decide.proposals import tasks
from terreau.decide.proposals.models import Authorship, Notice, Proposal, Support
from terreau.decide.proposals.tests.studies import checked, edition, person, proposal
from terreau.trust.audit.actions import record

pytestmark = pytest.mark.django_db


def _on_the_ballot() -> Proposal:
    made = edition()
    one = proposal(made, author=person("Auteur"))
    checked(one, person("Claire", made, "study"), person("Karim", made, "study"))
    return Proposal.objects.select_related("project").get(pk=one.pk)


def test_each_milestone_is_told_once_to_those_who_asked() -> None:
    one = _on_the_ballot()
    asked, silent = person("Asked"), person("Silent")
    Support.objects.create(proposal=one, person=asked, told=True)
    Support.objects.create(proposal=one, person=silent, told=False)
    for name in ("budgeting.milestone_reached", "budgeting.milestone_reached", "budgeting.milestone_delayed"):
        event = record(name, by=None, on=one.project)
        tasks.note_projects(event_id=event.pk)
        tasks.note_projects(event_id=event.pk)
    authors = Authorship.objects.filter(proposal=one).count()
    assert Notice.objects.filter(person=asked).count() == 3
    assert Notice.objects.filter(person=silent).count() == 0
    assert Notice.objects.count() == 3 * (1 + authors)


def test_a_result_is_told_for_every_project_of_the_edition() -> None:
    one = _on_the_ballot()
    other = proposal(one.edition, "Une autre idée, restée en chemin")
    event = record("budgeting.result_published", by=None, on=one.edition)
    tasks.note_projects(event_id=event.pk)
    assert set(Notice.objects.values_list("proposal", "news")) == {(one.pk, "result")}
    assert not Notice.objects.filter(proposal=other).exists()
