"""What changed between two texts, word by word; and two changes of one text put together."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

Kind = Literal["same", "out", "in"]
WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")
MOST = 60_000  # pairs of equal pieces; a text of a thousand words in French has ten thousand


@dataclass(frozen=True)
class Part:
    """A run of words that stayed, went out or came in."""

    kind: Kind
    text: str


def words(before: str, after: str) -> list[Part]:
    """Parts in reading order: those that are not `in` make `before`, those that are not `out` make `after`.

    Where a text repeats itself so much that words could not be matched in time, whole sentences are compared.
    """
    for pieces in (WORD, SENTENCE):
        old, new = pieces.findall(before), pieces.findall(after)
        if _matches(old, new) <= MOST:
            return list(_parts(old, new))
    return [Part(kind, text) for kind, text in _sides(before, after) if text]


def _parts(old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Part("same", "".join(old[a:b]))
        else:
            yield from (Part(kind, text) for kind, text in _sides("".join(old[a:b]), "".join(new[c:d])) if text)


def _sides(gone: str, come: str) -> tuple[tuple[Kind, str], tuple[Kind, str]]:
    return ("out", gone), ("in", come)


def _matches(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pairs of equal pieces there are: what comparing them costs."""
    there = Counter(new)
    return sum(count * there[piece] for piece, count in Counter(old).items())


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Both changes of `base`, paragraph by paragraph; None where they touch the same paragraph differently.

    None too where so many paragraphs are the same that it cannot be told which is which.
    """
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    lines = base.split("\n")
    sides = [mine.split("\n"), theirs.split("\n")]
    if any(_matches(lines, side) > MOST for side in sides):
        return None
    changes = sorted({change for side in sides for change in _changes(lines, side)})
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
