"""The filtered list as marks on the map: the same ideas, those that have a point."""

import json
from hashlib import sha256

from terreau.decide.proposals.queries.listing import PAST, Listing
from terreau.lib.points import walked
from terreau.trust.audit.queries import latest

IDEA, GONE = 4, 5  # the shapes of the marks, see pins.js


def etag(listing: Listing) -> str:
    """Another one as soon as an idea, a category or a district changed."""
    edition = listing.edition
    seed = f"{latest('proposals', 'cards', 'territory')}|{edition.pk}|{edition.shown_at}|{listing.wanted.query}"
    return f'"{sha256(seed.encode()).hexdigest()[:24]}"'


def document(listing: Listing) -> bytes:
    """From west to east, so that differences are small; a hollow mark for what goes no further."""
    rows = listing.found.filter(lon__isnull=False).order_by("lon", "lat", "number")
    marks = (
        (number, lon, lat, GONE if status in PAST else IDEA)
        for number, lon, lat, status in rows.values_list("number", "lon", "lat", "status")
        if lon is not None and lat is not None
    )
    return json.dumps(walked(marks, "lightbulb"), separators=(",", ":")).encode()
