"""No published figure tells of fewer than ten people, not even by subtraction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.decide.budgeting.small_groups import SMALL, TOGETHER, are_few, protected, shown_apart

GROUPS = st.lists(st.integers(1, 40), min_size=2, max_size=4)


def published(sizes: list[int]) -> tuple[object, ...]:
    """What the page tells of these groups: those shown apart with their number, the sum of the others."""
    groups = [(str(at), people) for at, people in enumerate(sizes)]
    apart = shown_apart(groups)
    return tuple(people if name in apart else None for name, people in groups), sum(sizes)


@given(GROUPS)
def test_no_group_under_ten_is_shown_nor_can_be_worked_out(sizes: list[int]) -> None:
    """Whoever knows the rule and the total still finds two numbers at least that each hidden small group may have."""
    shown, total = published(sizes)
    assert all(people is None or people >= SMALL for people in shown)
    hidden = [at for at, people in enumerate(shown) if people is None]
    assert len(hidden) != 1
    if total < TOGETHER:
        return  # nothing is shown at all of so few people but their total
    for at in hidden:
        if sizes[at] >= SMALL:
            continue
        others = [other for other in hidden if other != at]
        assert any(published(_moved(sizes, at, other, by)) == (shown, total) for other in others for by in (-1, 1))


def _moved(sizes: list[int], at: int, other: int, by: int) -> list[int]:
    """One person of group `at` is of `other` instead, or the other way round; nobody knows which."""
    made = list(sizes)
    made[at], made[other] = made[at] + by, made[other] - by
    return made if min(made) > 0 else [*sizes, 0]


@pytest.mark.parametrize(
    ("sizes", "apart"),
    [([40, 25, 4], {"0"}), ([40, 25], {"0", "1"}), ([9, 9], set()), ([40, 3], set()), ([30, 20, 15, 2], {"0"}), ([30, 20, 19, 2], {"0", "1"})],
)  # fmt: skip
def test_small_groups_take_another_along(sizes: list[int], apart: set[str]) -> None:
    assert shown_apart([(str(at), people) for at, people in enumerate(sizes)]) == apart


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(tables)
def test_no_subtraction_gives_a_small_group_away(rows: list[list[int]]) -> None:
    whole = [[*row, sum(row)] for row in rows]
    shown = protected(whole)
    lines = list(zip(whole, shown, strict=True))
    lines += [([row[x] for row in whole], [row[x] for row in shown]) for x in range(len(whole[0]))]
    for real, seen in lines:
        hidden = [n for n, cell in zip(real, seen, strict=True) if cell is None]
        assert all(cell in (None, n) for n, cell in zip(real, seen, strict=True))
        assert not [n for n, cell in zip(real, seen, strict=True) if cell is not None and 0 < n < SMALL]
        others = [cell for cell in seen if cell]
        assert not hidden or not others or (len(hidden) > 1 and sum(hidden) >= SMALL)


@given(tables)
def test_whoever_solves_all_the_sums_at_once_finds_no_small_group(rows: list[list[int]]) -> None:
    """Each row with its own sum, the sum of each column known: as equations, none has a small cell for its one solution."""
    whole = [[*row, sum(row)] for row in rows]
    shown = protected(whole)
    unknown = [(y, x) for y, row in enumerate(shown) for x, cell in enumerate(row) if cell is None]
    if len(rows) == 1:
        assert not unknown or len(unknown) == len(whole[0])
        return
    sign = {len(rows[0]): -1}
    by_row = [[sign.get(x, 1) * (y == at) for y, x in unknown] for at in range(len(whole))]
    by_column = [[x == at for _y, x in unknown] for at in range(len(whole[0]))]
    known = np.array([*by_row, *by_column], dtype=float)
    rank = np.linalg.matrix_rank(known) if unknown else 0
    for at, (y, x) in enumerate(unknown):
        alone = np.eye(len(unknown))[at]
        if 0 < whole[y][x] < SMALL:
            assert np.linalg.matrix_rank(np.vstack([known, alone])) > rank


@pytest.mark.parametrize(("ballots", "few"), [(0, False), (1, True), (9, True), (10, False)])
def test_nobody_is_not_few(ballots: int, few: bool) -> None:
    assert are_few(ballots) is few
