"""The desk of studies: counted, filtered, constant in SQL; who is told what waits."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals import actions, queries
from terreau.decide.proposals.enums import Status, StudyState
from terreau.decide.proposals.models import Proposal, Study
from terreau.decide.proposals.queries.duties import duties
from terreau.decide.proposals.tests.studies import (
    checked,
    decided,
    edition,
    opened,
    person,
    proposal,
    written,
)
from terreau.know.territory.models import District
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


def test_the_desk_counts_filters_and_puts_the_most_supported_first(made: Edition, claire: Person, paul: Person) -> None:
    district = District.objects.create(slug="gare", name="La Gare", geometry={}, lon=6.1, lat=47.9)
    checked(proposal(made, "Publiée", supports=3, district=district), claire, paul)
    decided(proposal(made, "Décidée", supports=9), claire)
    written(proposal(made, "Commencée", supports=1, district=district), claire)
    free = actions.begin_study(proposal=proposal(made, "Rendue", supports=2), by=claire)
    actions.give_back_study(study=free, by=claire)
    proposal(made, "Nouvelle", supports=5)
    proposal(made, "Réunie", status=Status.MERGED)
    desk = queries.Desk(made, {})
    assert [row.proposal.title for row in desk.rows] == ["Décidée", "Nouvelle", "Publiée", "Rendue", "Commencée"]
    assert [(row.state, row.proposal.state) for row in desk.rows if row.state != row.proposal.state] == []
    assert {one.value: one.count for one in desk.states} == {"waiting": 2, "begun": 1, "decided": 1, "checked": 1}
    assert (desk.done, desk.total) == (1, 5) and desk.until is not None
    here = queries.Desk(made, {"district": [str(district.pk)], "state": ["begun"]})
    assert [row.proposal.title for row in here.rows] == ["Commencée"]
    assert {one.value: one.count for one in here.states}["checked"] == 1  # what another answer would leave
    assert [one.count for one in here.districts] == [1]
    assert queries.Desk(made, {"district": ["x'; --", "²", "9" * 30]}, "99").page.number == 1


@pytest.mark.parametrize("many", [5, 500])
def test_the_desk_asks_as_little_of_five_as_of_five_hundred(
    made: Edition, claire: Person, many: int, django_assert_max_num_queries: object
) -> None:
    Proposal.objects.bulk_create(
        Proposal(edition=made, number=n, title=f"P{n}", summary="-", text="-", supports=n) for n in range(1, many + 1)
    )
    Study.objects.bulk_create(Study(proposal=one, started_by=claire) for one in Proposal.objects.all()[: many // 2])
    desk = queries.Desk(made, {})
    with django_assert_max_num_queries(8):
        assert len(desk.rows) == min(many, 24) and desk.total == many
        assert [*desk.states, *desk.categories, *desk.districts]
        assert desk.until and all(row.study is None or row.study.started_by for row in desk.rows)


def test_what_waits_is_told_to_those_who_may_do_it(made: Edition, claire: Person, paul: Person) -> None:
    said = lambda who: [(str(one.action), one.count, one.urgent) for one in duties(who)]  # noqa: E731
    maud, ada, karim = person("Maud", made, "settle"), person("Ada", role="administrator"), person("K", made, "desk")
    proposal(made)
    decided(proposal(made), claire)
    assert said(claire) == [("Étudier", 1, True)]
    assert said(paul) == [("Étudier", 1, True), ("Relire", 1, False)]
    assert said(maud) == said(ada) == [("Relire", 1, False)] and said(karim) == []
    opened(made)
    assert said(paul) == [] and not any(said(one) for one in (maud, ada))


def test_a_study_says_how_far_it_is() -> None:
    now = timezone.now()
    held = SimpleNamespace(started_by_id=None, decided_at=None, checked_at=now)
    assert queries.Report(held).state == StudyState.CHECKED
