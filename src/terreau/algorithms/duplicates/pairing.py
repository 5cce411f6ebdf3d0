"""Pairs that may be one thing, among all the records of a town or of a file."""

from collections.abc import Collection, Iterable

from terreau.algorithms.duplicates.blocks import candidates
from terreau.algorithms.duplicates.profiles import habits, profile
from terreau.algorithms.duplicates.records import Pair, Record
from terreau.algorithms.duplicates.scoring import score


def find_pairs(
    records: Iterable[Record],
    *,
    known_distinct: Collection[tuple[str, str]] = frozenset(),
    fresh: Collection[str] | None = None,
) -> list[Pair]:
    """Pairs of records that may be one thing, best first; the order of the records changes nothing.

    Parameters
    ----------
    records : what is compared; ids are distinct.
    known_distinct : pairs (a < b) that someone told apart: never proposed again.
    fresh : when given, only pairs with at least one id in it.

    Notes
    -----
    O(n × b) for blocks of at most b records; see benchmarks/duplicates for seconds.
    """
    profiles = [profile(record) for record in sorted(records, key=lambda record: record.id)]
    new = None if fresh is None else frozenset(fresh)
    common = habits(profiles)
    found = []
    for i, j in candidates(profiles, common, [new is None or one.record.id in new for one in profiles]):
        first, second = profiles[i], profiles[j]
        if (first.record.id, second.record.id) not in known_distinct and (pair := score(first, second, common)):
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b))
