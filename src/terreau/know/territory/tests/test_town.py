"""The town's row and its districts."""

from typing import Any

import pytest

from terreau.know.territory import actions, queries
from terreau.know.territory.models import District, Town
from terreau.know.territory.rules import TownFacts
from terreau.know.territory.tests.test_outlines import square
from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.trust.audit.models import Event

pytestmark = pytest.mark.django_db
FACTS = TownFacts(name="Rivelune", population=21_400, outline=geo.check_polygon(square(6, 48, 0.2)))


@pytest.fixture
def town() -> Town:
    return actions.settle_town(facts=FACTS, by=None)[0]


def events() -> list[str]:
    return list(Event.objects.order_by("id").values_list("name", flat=True))


def shape(lon: float, lat: float, size: float = 0.05) -> geo.Geometry:
    return geo.check_polygon(square(lon, lat, size))


def test_setting_up_twice_changes_nothing(town: Town) -> None:
    again, written = actions.settle_town(facts=FACTS, by=None, change=True)
    assert (again.pk, written) == (1, [])
    other = TownFacts(name="Autre", centre=(6.1, 48.1))
    assert actions.settle_town(facts=other, by=None)[0].name == "Rivelune"
    assert events() == ["territory.town_settled"]


def test_a_change_rewrites_only_what_differs(town: Town) -> None:
    actions.change_settings(values={"contact": "Mairie, le mardi"}, by=None)
    facts = TownFacts(name="Rivelune", population=21_500, outline=FACTS.outline)
    changed, written = actions.settle_town(facts=facts, by=None, change=True)
    assert (written, changed.contact) == (["population"], "Mairie, le mardi")
    assert events() == ["territory.town_settled", "territory.town_changed", "territory.town_changed"]


def test_a_border_is_not_lost_by_a_change_made_offline(town: Town) -> None:
    facts = TownFacts(name="Rivelune-les-Bains", centre=(6.3, 48.3))
    changed, _written = actions.settle_town(facts=facts, by=None, change=True)
    assert (changed.name, changed.outline, changed.lon) == ("Rivelune-les-Bains", FACTS.outline, town.lon)


def test_the_town_in_memory_follows_each_change(town: Town) -> None:
    home = queries.town()
    assert home is not None and home.contact == ""
    actions.change_settings(values={"contact": "Kiosque"}, by=None)
    home = queries.town()
    assert home is not None and home.contact == "Kiosque"


def test_reading_the_town_again_asks_nothing_of_the_database(town: Town, django_assert_num_queries: Any) -> None:
    queries.town()
    with django_assert_num_queries(0):
        queries.town()
        queries.district_at(6.1, 48.1)


def test_a_town_without_a_name_is_refused(town: Town) -> None:
    with pytest.raises(Refused, match="nom"):
        actions.change_settings(values={"name": ""}, by=None)


def test_districts_are_imported_found_and_replaced(town: Town) -> None:
    drafts = [actions.DistrictDraft("La Gare", shape(6, 48)), actions.DistrictDraft("Les Aulnes", shape(6.1, 48))]
    actions.import_districts(drafts=drafts, by=None)
    found = queries.district_at(6.12, 48.02)
    assert found is not None and found.slug == "les-aulnes"
    assert queries.district_at(6.19, 48.19) is None
    actions.import_districts(drafts=[actions.DistrictDraft("Les Aulnes", shape(6.1, 48.1))], by=None, replace=True)
    assert [district.slug for district in queries.districts()] == ["les-aulnes"]
    assert queries.district_at(6.12, 48.02) is None
    assert queries.district_at(6.12, 48.12) is not None


def test_each_change_of_border_is_told_once_and_a_new_name_apart(town: Town) -> None:
    district = actions.add_district(name="La  Gare", geometry=shape(6, 48), by=None)
    actions.redraw_district(district=district, geometry=shape(6, 48, 0.06), by=None)
    actions.rename_district(district=district, name="Gare et Canal", by=None)
    actions.remove_district(district=district, by=None)
    changed = "territory.districts_changed"
    assert events()[1:] == [changed, changed, "territory.district_renamed", changed]
    assert district.slug == "la-gare"


def test_two_districts_may_not_share_a_name(town: Town) -> None:
    actions.add_district(name="La Gare", geometry=shape(6, 48), by=None)
    with pytest.raises(Refused, match="déjà"):
        actions.add_district(name="la gare", geometry=shape(6.1, 48), by=None)
    assert District.objects.count() == 1


def test_a_district_far_from_the_town_is_refused(town: Town) -> None:
    with pytest.raises(Refused, match="en dehors"):
        actions.add_district(name="Ailleurs", geometry=shape(2, 47), by=None)


def test_districts_are_put_in_order(town: Town) -> None:
    for rank, name in enumerate("ABC"):
        actions.add_district(name=name, geometry=shape(6 + rank * 0.05, 48), by=None)
    actions.order_districts(slugs=["c", "a"], by=None)
    assert [district.name for district in queries.districts()] == ["C", "A", "B"]


def test_names_that_look_alike_get_distinct_addresses(town: Town) -> None:
    first = actions.add_district(name="Saint-Clair", geometry=shape(6, 48), by=None)
    second = actions.add_district(name="Saint Clair !", geometry=shape(6.1, 48), by=None)
    assert (first.slug, second.slug) == ("saint-clair", "saint-clair-2")
