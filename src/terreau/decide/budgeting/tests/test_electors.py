"""Who is the same person on a register: what people write in different ways is one, what differs is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.decide.budgeting.electors import Listed, hashed, keys_of, place_key, street_key
from terreau.decide.budgeting.rules import civil_key

PEPPER, BORN = b"p" * 32, date(1950, 2, 3)
NAMES = st.text("abcdefghijklmnopqrstuvwxyzéèàçôïü '-", min_size=1, max_size=24).filter(lambda text: text.strip(" '-"))
DAYS = st.dates(date(1900, 1, 1), date(2020, 12, 31))


def meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return bool(set(keys_of(PEPPER, [one[0]], one[1], BORN)) & set(keys_of(PEPPER, [other[0]], other[1], BORN)))


@pytest.mark.parametrize(
    ("listed", "typed"),
    [
        (("DE LA FONTAINE", "JEAN"), ("Fontaine", "Jean")), (("d'Estaing", "Anne"), ("D’ESTAING", "anne")),
        (("Le Goff", "Yann"), ("LEGOFF", "Yann")), (("Müller", "Zoé"), ("MULLER", "Zoe")),
        (("Dupont-Moretti", "Eve"), ("dupont moretti", "Ève")), (("Martin", "Marie, Jeanne, Louise"), ("Martin", "Louise Marie")),
        (("Ndiaye", "Jean-Pierre"), ("N'Diaye", "Jean Pierre")), (("Lœuf", "Cœur"), ("loeuf", "coeur")),
        (("Van der Straeten", "Ilse"), ("Straeten", "Ilse")),
    ],
)  # fmt: skip
def test_what_people_write_in_different_ways_is_one_person(listed: tuple[str, str], typed: tuple[str, str]) -> None:
    assert meet(listed, typed) and meet(typed, listed)


@pytest.mark.parametrize(
    "typed", [("Martin", "Zoe"), ("Martim", "Marie"), ("Matrin", "Marie"), ("Martins", "Marie"), ("Martin", "Mari")]
)
def test_letters_that_differ_are_somebody_else(typed: tuple[str, str]) -> None:
    assert not meet(("Martin", "Marie"), typed)


@given(NAMES, NAMES, DAYS)
def test_the_first_key_is_that_of_every_other_channel(family: str, first: str, born: date) -> None:
    keys = keys_of(PEPPER, [family], first, born)
    assert keys[0] == civil_key(PEPPER, family, first, born)
    assert keys == keys_of(PEPPER, [family.upper()], first.title(), born)
    assert not set(keys) & set(keys_of(b"another", [family], first, born))
    assert not set(keys) & set(keys_of(PEPPER, [family], first, date(2021, 1, 1)))


@given(st.lists(st.tuples(NAMES, NAMES, DAYS), max_size=12))
def test_each_row_is_one_voter_or_is_told_as_a_repetition(rows: list[tuple[str, str, date]]) -> None:
    listed = [Listed(family, first, born, line=line) for line, (family, first, born) in enumerate(rows, 2)]
    found = list(hashed(PEPPER, listed))
    kept = [row for row, earlier in found if earlier is None]
    assert len({row.voter for row in kept}) == len(kept)
    assert all(earlier < row.line for row, earlier in found if earlier is not None)
    assert all(earlier in {row.line for row in kept} for _row, earlier in found if earlier)


def test_twins_with_compound_names_are_two_and_a_repeated_row_is_one() -> None:
    rows = [("Roy", "Jean-Paul"), ("Roy", "Jean-Pierre"), ("ROY", "Jean Paul")]
    found = list(hashed(PEPPER, [Listed(f, g, BORN, line=n) for n, (f, g) in enumerate(rows, 2)]))
    assert [earlier for _row, earlier in found] == [None, None, 2]
    assert found[0][0].voter != found[1][0].voter


@pytest.mark.parametrize(
    ("listed", "typed"),
    [
        ("12 BIS AV DU GAL DE GAULLE", "12bis, avenue du Général de Gaulle"), ("3 R ST-JEAN", "3, rue Saint Jean"),
        ("0012 BD DE L'EUROPE", "12 boulevard de l’Europe"), ("8 IMP DES LILAS 70100 GRAY", "8, impasse des Lilas"),
        ("LE MOULIN", "Le moulin"),
    ],
)  # fmt: skip
def test_an_address_is_compared_as_people_write_it(listed: str, typed: str) -> None:
    assert street_key(listed) == street_key(typed)
    assert place_key(PEPPER, "v", listed) == place_key(PEPPER, "v", typed) != place_key(PEPPER, "w", typed)


def test_another_number_is_another_address() -> None:
    assert (
        len(
            {
                street_key(text)
                for text in ("1 rue du Moulin", "11 rue du Moulin", "1 bis rue du Moulin", "1 quai du Moulin")
            }
        )
        == 4
    )
