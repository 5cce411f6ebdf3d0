"""What changed between two texts, word by word; and two changes of one text put together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

Kind = Literal["same", "out", "in"]


@dataclass(frozen=True)
class Part:
    """A run of words that stayed, went out or came in."""

    kind: Kind
    text: str


def words(before: str, after: str) -> list[Part]:
    """Parts in reading order: those that are not `in` make `before`, those that are not `out` make `after`."""
    old, new = _tokens(before), _tokens(after)
    found: list[Part] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Part("same", "".join(old[a:b])))
            continue
        found += [Part(kind, text) for kind, text in _sides("".join(old[a:b]), "".join(new[c:d])) if text]
    return found


def _sides(gone: str, come: str) -> tuple[tuple[Kind, str], tuple[Kind, str]]:
    return ("out", gone), ("in", come)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Both changes of `base`, paragraph by paragraph; None where they touch the same paragraph differently."""
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    lines = base.split("\n")
    changes = sorted({*_changes(lines, mine.split("\n")), *_changes(lines, theirs.split("\n"))})
    if any(_clash(one, other) for one, other in pairwise(changes)):
        return None
    found: list[str] = []
    at = 0
    for start, end, put in changes:
        found += [*lines[at:start], *put]
        at = end
    return "\n".join(found + lines[at:])


Change = tuple[int, int, tuple[str, ...]]


def _clash(one: Change, other: Change) -> bool:
    """`other` begins within `one`, or one of them is put in where the other begins or ends."""
    (start, end, _put), (begin, stop, _other) = one, other
    return begin < end or (begin == end and (start == end or begin == stop))


def _changes(lines: Sequence[str], other: Sequence[str]) -> Iterator[Change]:
    for tag, a, b, c, d in SequenceMatcher(None, lines, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield a, b, tuple(other[c:d])
