"""A ballot file as it is: what is known of it, and every column that is not, in order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Section = Literal["META", "PROJECTS", "VOTES"]
SECTIONS: tuple[Section, ...] = ("META", "PROJECTS", "VOTES")


@dataclass(frozen=True)
class Table:
    """A section: column names and rows. Rows without quotes stay unsplit text until a column is asked for.

    `lines` are their numbers in the file, `written` their text where quotes left a choice.
    """

    section: Section
    header: tuple[str, ...]
    texts: Sequence[str] = ()
    split: Sequence[Sequence[str]] = ()
    lines: Sequence[int] = ()
    written: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.texts) or len(self.split)

    def rows(self) -> Iterator[Sequence[str]]:
        return (text.split(";") for text in self.texts) if self.texts else iter(self.split)

    def column(self, name: str) -> list[str] | None:
        """The values of a column, None where there is no such column."""
        if name not in self.header:
            return None
        at = self.header.index(name)
        if not self.texts:
            return [row[at] for row in self.split]
        if at == len(self.header) - 1:
            return [text.rpartition(";")[2] for text in self.texts]
        if at == 1:  # the ballots' place in most files
            return [text[(begin := text.index(";") + 1) : text.index(";", begin)] for text in self.texts]
        return [text.split(";", at + 1)[at] for text in self.texts]

    def line(self, row: int) -> int:
        """The line of the file on which a row stands, from 1."""
        return self.lines[row]


@dataclass(frozen=True)
class Document:
    """META as it was given, the tables of projects and votes, and how the file was written."""

    meta: Mapping[str, str]
    projects: Table
    votes: Table
    meta_table: Table
    newline: str = "\n"
    final_newline: bool = True
    mark: bool = False  # a byte order mark
    other_ends: tuple[int, ...] = ()  # lines, from 0, that end in the other way
    heads: Mapping[str, str] = field(default_factory=dict)  # the line that opens each section, where it says more

    def meta_line(self, key: str) -> int:
        """The line on which META gives a key, 0 where it does not."""
        keys = self.meta_table.column(self.meta_table.header[0]) or []
        return self.meta_table.line(keys.index(key)) if key in keys else 0
