"""How alike two records are, as a sum of reasons.

The weights were set by hand on labelled pairs (see benchmarks/duplicates), in the spirit of Fellegi and Sunter (1969):
what rarely agrees by chance weighs more. A shared telephone or site alone proves nothing (federations, switchboards).
"""

import math

from terreau.algorithms.duplicates.names import likeness
from terreau.algorithms.duplicates.records import Pair, Reason, Record

NAME = 0.75
SAME, LIKELY, POSSIBLE = 0.9, 0.8, 0.7
EARTH = 6_371_008.8


def score(first: Record, second: Record) -> Pair | None:
    """The pair with its reasons, or None when it is not worth a look."""
    if conflicting(first, second):
        return None
    alike = best_name(first, second)
    shared = _shared(first, second)
    if alike < 0.55 and not any(reason.kind == "identifier" for reason in shared):
        return None
    reasons = [Reason("name", f"{alike:.0%}", NAME * alike), *_place(first, second), *shared]
    total = max(0.0, min(1.0, sum(reason.weight for reason in reasons)))
    if total < POSSIBLE:
        return None
    sure = alike >= 0.86 and any(reason.weight > 0 for reason in reasons[1:])
    verdict = "same" if total >= SAME and sure else "likely" if total >= LIKELY else "possible"
    return Pair(first.id, second.id, round(total, 4), tuple(reasons), verdict)


def conflicting(first: Record, second: Record) -> bool:
    """Two different identifiers of one kind: two things, whatever else they share."""
    mine = dict(value.split(":", 1) for value in first.identifiers if ":" in value)
    other = dict(value.split(":", 1) for value in second.identifiers if ":" in value)
    return any(mine[kind] != other[kind] for kind in mine.keys() & other.keys())


def best_name(first: Record, second: Record) -> float:
    return max(likeness(a, b) for a in (first.name, *first.other_names) for b in (second.name, *second.other_names))


def _place(first: Record, second: Record) -> list[Reason]:
    metres = distance(first, second)
    if metres is None:
        same = bool(first.city) and first.city.lower() == second.city.lower()
        return [Reason("city", first.city, 0.1 if same else -0.05)] if first.city and second.city else []
    said = f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.1f} km"
    for limit, weight in ((40, 0.2), (160, 0.15), (600, 0.08), (2_000, 0.0), (8_000, -0.12)):
        if metres <= limit:
            return [Reason("distance", said, weight)]
    return [Reason("distance", said, -0.3)]


def distance(first: Record, second: Record) -> float | None:
    """Metres on the sphere (haversine), None without both positions."""
    if first.lon is None or first.lat is None or second.lon is None or second.lat is None:
        return None
    a, b = math.radians(first.lat), math.radians(second.lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(second.lon - first.lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(h)))


def _shared(first: Record, second: Record) -> list[Reason]:
    reasons = []
    if found := set(first.identifiers) & set(second.identifiers):
        reasons.append(Reason("identifier", min(found), 0.5))
    if first.site and first.site == second.site:
        reasons.append(Reason("site", first.site, 0.15))
    if found := set(first.phones) & set(second.phones):
        reasons.append(Reason("phone", min(found), 0.15))
    if found := set(first.emails) & set(second.emails):
        reasons.append(Reason("email", min(found), 0.15))
    if first.street and first.street.lower() == second.street.lower():
        reasons.append(Reason("street", first.street, 0.08))
    return reasons
