"""Counting round the projects: every project once, any order can come out, and one surprise a turn makes it fair."""

from collections import Counter
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.decide.budgeting.counting_out import order, turns

KEYS = st.lists(st.text("abcdefgh", min_size=1, max_size=3), min_size=1, max_size=9, unique=True)
NUMBERS = st.lists(st.integers(1, 1000), min_size=9, max_size=40)


@given(KEYS, NUMBERS)
def test_every_project_is_drawn_once_and_every_number_serves(keys: list[str], numbers: list[int]) -> None:
    assert sorted(order(keys, numbers)) == sorted(keys)
    found = turns(keys, numbers)
    assert len(found) == len(keys) - 1
    if found:
        assert sorted(n for turn in found for n in turn.numbers) == sorted(numbers)
        assert all(turn.circle[(turn.total - 1) % len(turn.circle)] == turn.drawn for turn in found)


def test_a_finger_finds_the_same() -> None:
    """Five projects, 7: one to five, then one and two again."""
    assert turns(["a", "b", "c", "d", "e"], [7, 1, 1, 1])[0].drawn == "b"
    assert order(["a", "b", "c"], [3, 2, 4]) == ["a", "c", "b"]  # 3 + 4 = 7: a; then 2 round b, c: c


def test_each_order_is_as_likely_as_another_when_numbers_are_a_surprise() -> None:
    keys = ["a", "b", "c", "d"]
    found = Counter(tuple(order(keys, numbers)) for numbers in product(range(1, 13), repeat=3))
    assert set(found) == set(permutations(keys)) and len(set(found.values())) == 1


def test_too_few_numbers_draw_nothing() -> None:
    with pytest.raises(ValueError, match="3 numbers"):
        turns(["a", "b", "c", "d"], [1, 2])
