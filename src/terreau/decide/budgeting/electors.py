"""Persons of a register file, and under which keys each may come to vote: what people write in different ways is one.

Tolerated: accents, case, hyphens, apostrophes, a particle left out, a name cut in two or joined, the usual name, any of
the given names. Not tolerated: letters that differ.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from terreau.decide.budgeting.rules import civil_key, keyed
from terreau.lib.names import name_key

PARTICLES = frozenset(
    ["d", "da", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el", "l", "la", "las", "le", "les",
     "los", "sur", "van", "von"]
)  # fmt: skip
MOST_NAMES = 8  # given names of one person that are told apart
WAYS = {
    "all": "allee", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard",
    "ch": "chemin", "che": "chemin", "chem": "chemin", "crs": "cours", "dr": "docteur", "fg": "faubourg", "fbg": "faubourg",
    "gal": "general", "gen": "general", "ham": "hameau", "imp": "impasse", "lot": "lotissement", "mal": "marechal",
    "pas": "passage", "pl": "place", "pr": "professeur", "prom": "promenade", "qu": "quai", "r": "rue", "res": "residence",
    "rte": "route", "rle": "ruelle", "sent": "sentier", "sq": "square", "b": "bis", "t": "ter", "q": "quater",
}  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A row of a register file, in memory only; `line` is its number in the file."""

    family: str
    given: str
    born: date
    usual: str = ""
    street: str = ""
    line: int = 0


@dataclass(frozen=True)
class Hashed:
    """What is kept of a row."""

    line: int
    voter: str
    keys: tuple[str, ...]
    place: str


def keys_of(pepper: bytes, families: Iterable[str], given: str, born: date) -> tuple[str, ...]:
    """Every key under which this person may come; first the one that all channels share, `civil_key`."""
    firsts = name_key(given).split()[:MOST_NAMES]
    day = born.isoformat()
    found = [
        keyed(pepper, "civil", family, first, day)
        for name in families
        for family in _families(name)
        for first in firsts
    ]
    return tuple(dict.fromkeys(found))


def _families(name: str) -> Sequence[str]:
    """As it is written, without its particles, and in one word."""
    words = name_key(name).split()
    bare = list(words)
    while len(bare) > 1 and bare[0] in PARTICLES:
        bare.pop(0)
    return [each for each in dict.fromkeys((" ".join(words), " ".join(bare), "".join(words))) if each]


def street_key(street: str) -> str:
    """Number and street, without small words, abbreviations spelt out; a postcode and what follows it are left out."""
    text = re.split(r",?\s*\b\d{5}\b", street)[0]
    words = [WAYS.get(word, word) for word in name_key(re.sub(r"(\d)([a-zA-Z])", r"\1 \2", text)).split()]
    return " ".join(word for word in words if word not in PARTICLES).lstrip("0")


def place_key(pepper: bytes, voter: str, street: str) -> str:
    return keyed(pepper, "place", voter, street_key(street))


def hashed(pepper: bytes, persons: Iterable[Listed]) -> Iterator[tuple[Hashed, int | None]]:
    """(what is kept, line of an earlier row that names the same person), in the order of the file.

    Two of one name and birth whose further given names differ (twins: Jean-Paul, Jean-Pierre) are two persons.
    """
    seen: dict[str, int] = {}
    for one in persons:
        voter = civil_key(pepper, one.family, one.given, one.born)
        whole = keyed(pepper, "civil", name_key(one.family), name_key(one.given), one.born.isoformat(), "whole")
        earlier = seen.get(whole)
        seen.setdefault(whole, one.line)
        if earlier is None and voter in seen:
            voter = whole
        seen.setdefault(voter, one.line)
        keys = keys_of(pepper, [one.family, one.usual or one.family], one.given, one.born)
        place = place_key(pepper, voter, one.street) if one.street.strip() else ""
        yield Hashed(one.line, voter, keys, place), earlier
