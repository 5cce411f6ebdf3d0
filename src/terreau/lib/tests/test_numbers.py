"""Numbers in the typography of French and of English, and as they arrive."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from terreau.lib.numbers import amount, number, whole


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(21400, 0, "21\u202f400"), (-7.25, 1, "\u22127,2"), (0, 0, "0"), (-0.01, 1, "0,0"), (None, 0, ""), ("", 0, "")],
)
def test_a_number_in_french(value: object, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@given(st.integers(-(10**12), 10**12))
def test_a_number_keeps_its_digits(value: int) -> None:
    shown = number(value)
    assert int(shown.replace("\u202f", "").replace("\u2212", "-")) == value


def test_a_number_in_english() -> None:
    with translation.override("en"):
        assert number(Decimal("-21400.5"), 1) == "\u221221,400.5"


@pytest.mark.parametrize(
    ("value", "text"), [(1200, "1\u202f200"), (Decimal("84.50"), "84,50"), (Decimal("3E+4"), "30\u202f000"), (None, "")]
)
def test_a_sum_shows_cents_only_when_there_are_some(value: object, text: str) -> None:
    assert amount(value) == text


@pytest.mark.parametrize(
    ("text", "found"), [("12", 12), ("", 0), (None, 0), ("-1", 0), ("١٢", 0), ("9" * 18, 0), ("1.0", 0)]
)
def test_a_row_s_number_or_none(text: str | None, found: int) -> None:
    assert whole(text) == found
