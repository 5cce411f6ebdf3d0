"""Tables as CSV files that a spreadsheet opens with its accents, and in which it finds nothing to compute."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

MARK = "\ufeff"  # by which a spreadsheet knows the encoding
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_TELEPHONE = re.compile(r"\+[0-9 .]+")


class Echo:
    """A file that gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


def cell(value: object) -> object:
    """A text that a spreadsheet would run is quoted; a telephone number is not one."""
    quoted = isinstance(value, str) and value.startswith(FORMULA) and not _TELEPHONE.fullmatch(value)
    return f"'{value}" if quoted else value


def lines(header: Sequence[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The file, line by line, as it is sent; nothing gives an empty cell."""
    writer = csv.writer(Echo())
    yield MARK + str(writer.writerow(header))
    for row in rows:
        yield str(writer.writerow([cell(value) for value in row]))
