"""Rules, alone."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from terreau.converse.comments import subjects
from terreau.converse.comments.rules import EDITABLE, ON_A_PAGE, can_still_edit, page_of

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_one_corrects_until_the_last_second_of_the_quarter_of_an_hour() -> None:
    assert can_still_edit(NOON, NOON + EDITABLE)
    assert not can_still_edit(NOON, NOON + EDITABLE + timedelta(seconds=1))


@given(st.integers(0, 10_000))
def test_each_comment_stands_on_one_page_of_twenty(before: int) -> None:
    assert (page_of(before) - 1) * ON_A_PAGE <= before < page_of(before) * ON_A_PAGE


@given(st.integers(1, 10**17 - 1))
def test_a_number_has_one_way_of_being_written(n: int) -> None:
    assert subjects.number(str(n)) == n
    assert subjects.number(f"0{n}") == subjects.number(f" {n}") == subjects.number(f"+{n}") == 0


@given(st.text(max_size=40))
def test_any_other_key_is_nobodys(key: str) -> None:
    """Digits of other scripts, exponents: never an error, never a second thread for the same thing."""
    assert subjects.number(key) in (0, int(key) if str(key).isascii() and key.isdigit() else 0)
