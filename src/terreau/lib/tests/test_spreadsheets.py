"""A spreadsheet reads each cell as it is and computes none."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.lib.spreadsheets import FORMULA, MARK, cell, lines

HEADER = ("a", "b", "c")


@pytest.mark.parametrize("text", ["=1+1", "+33+cmd|' /C calc'!A0", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "+33 1=2"])
def test_what_would_be_computed_is_quoted(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["+33 1 99 00 12 34", "+33199001234", "5 = 5", "", -3, 2.5, None])
def test_what_would_not_stays_as_it_is(value: object) -> None:
    assert cell(value) == value


@given(
    st.lists(
        st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")), min_size=3, max_size=3)
    )
)
def test_a_file_is_read_again_as_it_was_written(rows: list[list[str]]) -> None:
    text = "".join(lines(HEADER, rows))
    assert text.startswith(MARK)
    header, *found = csv.reader(io.StringIO(text.removeprefix(MARK), newline=""))
    assert tuple(header) == HEADER and not [
        each for row in found for each in row if each.startswith(FORMULA) and each[1:].strip(" .0123456789")
    ]
    assert found == [[str(cell(each)) for each in row] for row in rows]


def test_nothing_is_an_empty_cell() -> None:
    assert list(lines(HEADER, [(1, None, "x")]))[1] == "1,,x\r\n"
