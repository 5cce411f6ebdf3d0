"""Which records describe the same thing: blocking, then a score made of reasons that can be said in words."""

from terreau.algorithms.duplicates.clustering import clusters
from terreau.algorithms.duplicates.pairing import find_pairs
from terreau.algorithms.duplicates.records import Pair, Reason, Record

__all__ = ["Pair", "Reason", "Record", "clusters", "find_pairs"]
