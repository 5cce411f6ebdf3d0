"""What makes two records one thing, and what does not."""

from hypothesis import given
from hypothesis import strategies as st

from terreau.algorithms.duplicates import Pair, Record, clusters, find_pairs
from terreau.algorithms.duplicates.names import likeness


def at(ident: str, name: str, metres: float = 0, **more: object) -> Record:
    return Record(ident, name, lon=6.2, lat=47.9 + metres / 111_195, **more)  # type: ignore[arg-type]  # fields by name


def verdicts(*records: Record) -> list[str]:
    return [pair.verdict for pair in find_pairs(records)]


def test_the_same_name_at_the_same_place_is_the_same() -> None:
    assert verdicts(at("a", "Association La Ruche des Aulnes"), at("b", "LA RUCHE DES AULNES", 20)) == ["same"]


def test_two_shops_next_door_are_at_most_a_question() -> None:
    assert set(verdicts(at("a", "Boulangerie du Pont"), at("b", "Cordonnerie du Pont", 10))) <= {"possible"}
    assert verdicts(at("a", "Boulangerie Martin"), at("b", "Garage de la Gare", 10)) == []


def test_a_shared_telephone_alone_proves_nothing() -> None:
    phone = {"phones": ("+33199001234",)}
    assert verdicts(at("a", "Club d’échecs", **phone), at("b", "Chorale des Aulnes", **phone)) == []


def test_two_identifiers_of_one_kind_are_two_things() -> None:
    one, two = {"identifiers": ("siret:1",)}, {"identifiers": ("siret:2",)}
    assert verdicts(at("a", "Fabrique", **one), at("b", "Fabrique", **two)) == []
    assert verdicts(at("a", "Fabrique", **one), at("b", "Fabrique", **one)) == ["same"]


def test_one_name_in_two_towns_is_not_merged_unseen() -> None:
    assert "same" not in verdicts(at("a", "Emmaüs"), at("b", "Emmaüs", 40_000))


def test_pairs_told_apart_are_not_proposed_again() -> None:
    records = [at("a", "La Ruche"), at("b", "La Ruche")]
    assert find_pairs(records)
    assert find_pairs(records, known_distinct={("a", "b")}) == []


def test_only_pairs_with_something_fresh_are_looked_at() -> None:
    records = [at("a", "La Ruche"), at("b", "La Ruche"), at("c", "La Ruche")]
    assert {(pair.a, pair.b) for pair in find_pairs(records, fresh={"c"})} == {("a", "c"), ("b", "c")}


def test_clusters_join_what_pairs_chain() -> None:
    pairs = [Pair("a", "b", 1, (), "same"), Pair("b", "c", 1, (), "same"), Pair("x", "y", 1, (), "same")]
    assert clusters(pairs) == [("a", "b", "c"), ("x", "y")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetric_and_between_zero_and_one(first: str, second: str) -> None:
    assert 0 <= likeness(first, second) <= 1
    assert abs(likeness(first, second) - likeness(second, first)) < 1e-9


@given(st.lists(st.text(max_size=20), max_size=12))
def test_the_order_of_records_changes_nothing(names: list[str]) -> None:
    records = [at(f"r{rank:02d}", name, rank * 30) for rank, name in enumerate(names)]
    assert find_pairs(records) == find_pairs(records[::-1])
