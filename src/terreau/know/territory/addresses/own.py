"""The town's own address base."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Avg, Max, Q
from rapidfuzz import fuzz, process

from terreau.know.territory.enums import Exactness
from terreau.know.territory.models import Address
from terreau.know.territory.rules import Located, PostalAddress, split_number, street_key
from terreau.lib.names import name_key

CLOSE = 88  # of 100: one letter wrong in a street's name


@dataclass(frozen=True)
class Street:
    name: str
    city: str
    postcode: str
    numbers: dict[str, tuple[float, float]]

    def middle(self) -> tuple[float, float]:
        points = list(self.numbers.values())
        return sum(lon for lon, _ in points) / len(points), sum(lat for _, lat in points) / len(points)


def own_streets() -> dict[str, list[Street]]:
    """The whole base in memory, by street key; empty when the town has none."""
    numbers: dict[tuple[str, str, str, str], dict[str, tuple[float, float]]] = defaultdict(dict)
    rows = Address.objects.values_list("key", "street", "city", "postcode", "number", "lon", "lat")
    for key, street, city, postcode, number, lon, lat in rows.iterator(5_000):
        numbers[key, street, city, postcode][number.lower()] = (lon, lat)
    streets: dict[str, list[Street]] = defaultdict(list)
    for (key, street, city, postcode), points in numbers.items():
        streets[key].append(Street(street, city, postcode, points))
    return dict(streets)


def locate(wanted: PostalAddress, streets: dict[str, list[Street]]) -> Located | None:
    """To the number when it is known, else to the middle of the street; None when the street is not ours."""
    number, name = split_number(wanted.street)
    key = street_key(name)
    if not key or not streets:
        return None
    near = process.extractOne(key, streets.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
    street = next((one for one in streets[near[0]] if _same_town(wanted, one)), None) if near else None
    if near is None or street is None:
        return None
    point = street.numbers.get(number) if number else None
    lon, lat = point or street.middle()
    label = " ".join(filter(None, (number if point else "", street.name)))
    return Located(label, lon, lat, Exactness.EXACT if point else Exactness.STREET, near[1] / 100)


def _same_town(wanted: PostalAddress, street: Street) -> bool:
    if wanted.postcode and street.postcode and wanted.postcode == street.postcode:
        return True
    if wanted.city and street.city:
        return name_key(wanted.city) == name_key(street.city)
    return not wanted.postcode or not street.postcode


def search_own(text: str, limit: int) -> list[Located]:
    """Streets, or numbers of a street when one is written, the closest first."""
    number, name = split_number(text)
    key = street_key(name)
    if len(key) < 2:
        return []
    rows = Address.objects.annotate(near=TrigramSimilarity("key", key))
    rows = rows.filter(Q(key__contains=key) | Q(key__trigram_word_similar=key))
    if number:
        rows = rows.filter(number__iregex=rf"^{number.split()[0]}( |$)").order_by("-near", "street", "number")
        return [Located(str(row), row.lon, row.lat, Exactness.EXACT, row.near) for row in rows[:limit]] or search_own(
            name, limit
        )
    found = rows.values("street").annotate(x=Avg("lon"), y=Avg("lat"), best=Max("near")).order_by("-best", "street")
    return [Located(row["street"], row["x"], row["y"], Exactness.STREET, row["best"]) for row in found[:limit]]
