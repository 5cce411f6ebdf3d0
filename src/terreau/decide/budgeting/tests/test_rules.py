"""What holds of ballots, codes and calendars, without any database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from terreau.decide.budgeting import rules
from terreau.decide.budgeting.words import WORDS

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
COSTS = {1: Decimal(10), 2: Decimal(20), 3: Decimal(30)}


def terms(kind: str, **more: object) -> rules.Terms:
    return rules.Terms(kind, Decimal(40), COSTS, **more)


@pytest.mark.parametrize(
    ("made", "given_", "said"),
    [
        (terms("approval"), {1: 1, 3: 1}, ""),
        (terms("approval"), {}, "au moins 1 projet"),
        (terms("approval", max_choices=1), {1: 1, 2: 1}, "1 projet de trop"),
        (terms("approval"), {1: 2}, "choisi, ou il ne l’est pas"),
        (terms("approval"), {9: 1}, "Aucun projet ne porte le numéro 9"),
        (terms("basket"), {1: 1, 3: 1}, ""),
        (terms("basket"), {2: 1, 3: 1}, "dépasse la somme de 10"),
        (terms("points", points=5), {1: 2, 2: 3}, ""),
        (terms("points", points=5), {1: 3, 2: 3}, "6 points sur 5"),
        (terms("points", points=5), {1: 0}, "au moins un point"),
        (terms("ranking"), {1: 2, 2: 1}, ""),
        (
            terms("ranking", titles={1: "A", 2: "B"}),
            {1: 1, 2: 1},
            "La place 1 est donnée à plusieurs projets : « A », « B ».",
        ),
        (terms("ranking"), {1: 1, 2: 3}, "Personne n’a la place 2"),
    ],
)
def test_a_ballot_follows_its_rules_or_is_told_why_not(made: rules.Terms, given_: dict[int, int], said: str) -> None:
    with translation.override("fr"):
        faults = " ".join(rules.ballot_faults(made, given_))
    assert (said in " ".join(faults.split())) if said else faults == ""


def test_words_are_plain_and_none_is_another() -> None:
    assert len(WORDS) == len(set(WORDS)) >= 180
    assert all(word.isascii() and word.isupper() and 4 <= len(word) <= 10 for word in WORDS)


@pytest.mark.parametrize(
    ("family", "first"), [("DUPONT", "Zoé"), ("Dupont", "Zoe Marie"), ("dupont ", "ZOÉ"), ("Du pont", "Zoé")]
)
def test_the_same_person_written_otherwise_is_the_same(family: str, first: str) -> None:
    key = rules.civil_key(b"pepper", "Dupont", "Zoé", date(1980, 2, 3))
    same = rules.civil_key(b"pepper", family, first, date(1980, 2, 3)) == key
    assert same is (family.strip().lower() == "dupont")
    assert rules.civil_key(b"salt", family, first, date(1980, 2, 3)) != key
    assert rules.civil_key(b"pepper", family, first, date(1980, 2, 4)) != key


@given(st.lists(st.integers(1, 99), unique=True, max_size=40), st.text(max_size=10))
def test_an_order_is_drawn_for_each_voter_and_kept(numbers: list[int], seed: str) -> None:
    order = rules.shuffled(numbers, seed)
    assert sorted(order) == sorted(numbers)
    assert order == rules.shuffled(list(reversed(numbers)), seed)


def test_no_place_is_favoured_by_the_draw() -> None:
    first = [rules.shuffled(range(1, 6), f"voter {n}")[0] for n in range(5_000)]
    assert all(850 < first.count(number) < 1_150 for number in range(1, 6))


def test_letters_codes_have_no_signs_that_look_alike() -> None:
    codes = {rules.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert not set("01OIL") & set("".join(codes))
    assert rules.plain_code(" k7qm 2hxd-9rta ") == "K7QM2HXD9RTA"


def dates(**phases: tuple[int, int]) -> dict[str, tuple[datetime, datetime]]:
    return {kind: (NOW + timedelta(days=a), NOW + timedelta(days=b)) for kind, (a, b) in phases.items()}


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        (dates(submit=(0, 5), support=(0, 9), study=(9, 12), vote=(12, 20), count=(20, 21)), ""),
        (dates(submit=(0, 5)), "dates du vote"),
        (dates(vote=(5, 5)), "finit avant de commencer"),
        (dates(study=(0, 9), vote=(8, 12)), "« Voter » commence avant la fin de « Étudier »"),
        (dates(vote=(0, 9), follow=(5, 99)), ""),
    ],
)
def test_a_calendar_follows_the_cycle(calendar: dict[str, tuple[datetime, datetime]], said: str) -> None:
    with translation.override("fr"):
        faults = " ".join(rules.calendar_faults({rules.PhaseKind(k): v for k, v in calendar.items()}))
    assert (said in faults) if said else faults == ""


@given(
    st.decimals(1, 10**7, places=2), st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.integers(0, 9_000), min_size=1)
)  # fmt: skip
def test_money_is_parted_to_the_cent_and_by_weight(money: Decimal, weights: dict[str, int]) -> None:
    given_ = rules.parted(money, weights)
    if not sum(weights.values()):
        assert given_ == {}
        return
    assert sum(given_.values()) == money and set(given_) == set(weights)
    for name, part in given_.items():
        assert abs(part - money * weights[name] / sum(weights.values())) <= 1 and part >= 0
