"""How alike two records are, as a sum of reasons."""

import math

from terreau.algorithms.duplicates.names import Words, alike
from terreau.algorithms.duplicates.profiles import Habits, Profile
from terreau.algorithms.duplicates.records import Pair, Reason, Record

NAME, IDENTIFIER, CONTACT, SWITCHBOARD, STREET = 0.75, 0.5, 0.15, 0.04, 0.08
CITY, OTHER_CITY = 0.1, -0.05
NEAR = ((40, 0.2), (160, 0.15), (600, 0.08), (2_000, 0.0), (8_000, -0.12))  # metres, and what they add
FAR = -0.3
SAME, LIKELY, POSSIBLE = 0.9, 0.8, 0.7
SURE = 0.86  # names less alike than this are never merged without asking
UNLIKE = 0.55  # names less alike than this are two things, unless they share an identifier
BEGINS, INSIDE, INITIALS = 0.94, 0.75, 0.85
EARTH = 6_371_008.8


def score(first: Profile, second: Profile, common: Habits) -> Pair | None:
    """The pair with its reasons, or None when it is not worth a look.

    Notes
    -----
    The score is the sum of the weights of the reasons, held in [0, 1]: `NAME` × likeness of the nearest names, plus
    what the distance says (`NEAR`, `FAR`; the town when a place is unknown), plus what is shared. It follows the idea
    of Fellegi and Sunter (1969), "A Theory for Record Linkage": what rarely agrees by chance weighs more. The weights
    are ours, set by hand on the labelled pairs of benchmarks/duplicates. A contact given by many (federations,
    switchboards) hardly counts, and no contact makes up for names unlike each other; two identifiers of one kind
    that differ end the matter. `same` asks for names alike to the letter and one more reason.
    """
    if _conflicting(first, second):
        return None
    around = [*_place(first.record, second.record), *_shared(first.record, second.record, common)]
    if sum(reason.weight for reason in around) + NAME < POSSIBLE:
        return None  # not even one and the same name would do: most pairs end here
    letters, name = _names(first, second, common)
    if name < UNLIKE and not any(reason.kind == "identifier" for reason in around):
        return None
    reasons = [Reason("name", f"{name:.0%}", NAME * name), *around]
    total = max(0.0, min(1.0, sum(reason.weight for reason in reasons)))
    if total < POSSIBLE:
        return None
    sure = letters >= SURE and any(reason.weight > 0 for reason in reasons[1:])
    verdict = "same" if total >= SAME and sure else "likely" if total >= LIKELY else "possible"
    return Pair(first.record.id, second.record.id, round(total, 4), tuple(reasons), verdict)


def _conflicting(first: Profile, second: Profile) -> bool:
    """Identifiers of one kind and none in common: two things, whatever else they share."""
    mine, other = first.identifiers, second.identifiers
    return bool(mine and other) and any(mine[kind].isdisjoint(other[kind]) for kind in mine.keys() & other.keys())


def _names(first: Profile, second: Profile, common: Habits) -> tuple[float, float]:
    """How alike the nearest names are to the letter, and when one may be the other said shorter."""
    mine, other = first.record.city.lower(), second.record.city.lower()
    elsewhere = mine and other and mine != other
    left, right = (first.names, second.names) if elsewhere else (first.local, second.local)
    letters = max((alike(a, b) for a in left for b in right), default=0.0)
    if letters >= BEGINS:
        return letters, letters
    return letters, max([letters, *(_shortened(a, b, common) for a in left for b in right)])


def _shortened(first: Words, second: Words, common: Habits) -> float:
    """A name by its initials, or by a telling part: "Insiel" for "Insiel, régie informatique"."""
    short, full = sorted((first, second), key=lambda words: (len(words.ordered), words.text))
    if full.initials and short.text == full.initials:
        return BEGINS if len(full.initials) > 3 else INITIALS  # three letters meet by chance
    if not set(short.ordered) <= set(full.ordered) or not any(common.rare(word) for word in short.ordered):
        return 0.0
    return BEGINS if full.ordered[: len(short.ordered)] == short.ordered else INSIDE


def _place(first: Record, second: Record) -> list[Reason]:
    metres = distance(first, second)
    if metres is None:
        if not (first.city and second.city):
            return []
        return [Reason("city", first.city, CITY if first.city.lower() == second.city.lower() else OTHER_CITY)]
    said = f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.1f} km"
    return [Reason("distance", said, next((weight for limit, weight in NEAR if metres <= limit), FAR))]


def distance(first: Record, second: Record) -> float | None:
    """Metres on the sphere (haversine), None without both positions."""
    if first.lon is None or first.lat is None or second.lon is None or second.lat is None:
        return None
    a, b = math.radians(first.lat), math.radians(second.lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(second.lon - first.lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(h)))


def _shared(first: Record, second: Record, common: Habits) -> list[Reason]:
    def weight(contact: str) -> float:
        return SWITCHBOARD if common.crowded(contact) else CONTACT

    reasons = []
    if found := set(first.identifiers) & set(second.identifiers):
        reasons.append(Reason("identifier", min(found), IDENTIFIER))
    if first.site and first.site == second.site:
        reasons.append(Reason("site", first.site, weight(first.site)))
    for kind, mine, other in (("phone", first.phones, second.phones), ("email", first.emails, second.emails)):
        if found := set(mine) & set(other):
            best = min(found, key=lambda value: (common.crowded(value), value))
            reasons.append(Reason(kind, best, weight(best)))
    if first.street and first.street.lower() == second.street.lower():
        reasons.append(Reason("street", first.street, STREET))
    return reasons
