"""What is worked out once: the words of each record, and what is common in the whole set."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from terreau.algorithms.duplicates.names import Words, spread, words_of
from terreau.algorithms.duplicates.records import Record

RARE = 4  # a word of at most this many records tells one thing from the others
SWITCHBOARD = 5  # a telephone, site or address given by more records belongs to none of them
NONE: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Profile:
    """A record with its names in words; `local` adds those names without the name of their town."""

    record: Record
    names: tuple[Words, ...]
    local: tuple[Words, ...]
    identifiers: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Habits:
    """How many records hold each word, and each way to reach them."""

    words: Counter[str]
    contacts: Counter[str]

    def rare(self, word: str) -> bool:
        return len(word) > 3 and self.words[word] <= RARE

    def crowded(self, contact: str) -> bool:
        return self.contacts[contact] > SWITCHBOARD


def profile(record: Record) -> Profile:
    given = [name for name in (record.name, *record.other_names) if name]
    names = tuple(words_of(name) for name in given)
    town = frozenset(spread(record.city))
    shorter = [words_of(name, town) for name, words in zip(given, names, strict=True) if town & set(words.ordered)]
    local = tuple(words for words in shorter if not town & set(words.ordered) and words.ordered)
    return Profile(record, names, (*names, *local), _by_kind(record.identifiers) if record.identifiers else NONE)


def _by_kind(identifiers: Sequence[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, _colon, value in (identifier.partition(":") for identifier in identifiers):
        if value:
            found.setdefault(kind, set()).add(value)
    return {kind: frozenset(values) for kind, values in found.items()}


def contacts(record: Record) -> set[str]:
    return {value for value in (record.site, *record.phones, *record.emails) if value}


def habits(profiles: Sequence[Profile]) -> Habits:
    words: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for one in profiles:
        words.update({word for name in one.names for word in name.ordered})
        reached.update(contacts(one.record))
    return Habits(words, reached)
