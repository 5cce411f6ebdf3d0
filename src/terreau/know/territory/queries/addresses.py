"""Placing written addresses on the map, one by one or by the thousand."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

from django.core.cache import cache

from terreau.know.territory.addresses import service
from terreau.know.territory.addresses.own import locate, own_streets, search_own
from terreau.know.territory.models import Address, Town
from terreau.know.territory.queries.town import town
from terreau.know.territory.rules import Located, PostalAddress
from terreau.lib import geo
from terreau.lib.web import Unreachable

DAY, REST = 86_400, 120  # seconds: answers are kept a day; a service that failed is left alone a moment
AWAY = "territory:addresses:away"

log = logging.getLogger(__name__)


def service_is_open() -> bool:
    """Is there a service to ask? Not for an invented town, nor abroad, nor when it is switched off."""
    home = town()
    return service.is_on() and home is not None and not home.invented and home.country == "FR"


def count_addresses() -> int:
    """How many the town's own base holds."""
    return Address.objects.count()


def geocode(
    addresses: Sequence[PostalAddress], *, tell: Callable[[int], None] = lambda done: None
) -> list[Located | None]:
    """One answer per address, in order; None for those to be placed by hand.

    The town's own base answers first; the rest is sent in one file to the national service when it is open.
    `tell` hears how many answers are known so far.
    """
    streets = own_streets()
    home = town()
    wanted = [_completed(one, home) for one in addresses]
    answers = [locate(one, streets) for one in wanted]
    left = [rank for rank, one in enumerate(wanted) if answers[rank] is None and (one.street or one.city)]
    tell(len(answers) - len(left))
    if left and service_is_open():
        try:
            found = service.locate_many(
                [wanted[rank] for rank in left], tell=lambda done: tell(len(answers) - len(left) + done)
            )
        except Unreachable as error:
            log.warning("address service away, %d addresses left to place: %s", len(left), error)
        else:
            for rank, one in zip(left, found, strict=True):
                answers[rank] = one
    return answers


def _completed(one: PostalAddress, home: Town | None) -> PostalAddress:
    """An address without a town is in ours."""
    if home is None or one.postcode or one.city:
        return one
    return replace(one, city=home.name, postcode=home.postcodes[0] if len(home.postcodes) == 1 else "")


def search_addresses(text: str, limit: int = 5) -> list[Located]:
    """Addresses of the town that resemble what is being typed."""
    text = " ".join(text.split())
    if len(text) < 3:
        return []
    found = search_own(text, limit)
    if found or not service_is_open() or cache.get(AWAY):
        return found
    key = f"territory:address:{limit}:{sha256(text.lower().encode()).hexdigest()[:32]}"
    kept: list[Located] | None = cache.get(key)
    if kept is None:
        kept = _asked(text, limit)
        cache.set(key, kept, DAY if kept else REST)
    return kept


def _asked(text: str, limit: int) -> list[Located]:
    home = town()
    if home is None:
        return []
    try:
        found = service.search(f"{text} {home.name}", limit=limit * 3, near=(home.lon, home.lat))
    except Unreachable as error:
        log.info("address service away: %s", error)
        cache.set(AWAY, True, REST)
        return []
    west, south, east, north = geo.around((home.lon, home.lat), 2_000)
    west, south, east, north = geo.union([(west, south, east, north), geo.bounds_of(_corners(home))])
    return [one for one in found if west <= one.lon <= east and south <= one.lat <= north][:limit]


def _corners(home: Town) -> list[geo.Point]:
    west, south, east, north = home.bounds
    return [(west, south), (east, north)]
