"""Rows that have an address and no coordinates are placed by their address; the others wait to be placed by hand."""

from django.utils.translation import gettext as _

from terreau.know.territory.queries.addresses import geocode
from terreau.know.territory.rules import PostalAddress
from terreau.share.opendata.actions.lines import rewrite
from terreau.share.opendata.actions.progress import beat
from terreau.share.opendata.enums import Verdict
from terreau.share.opendata.models import Import, Line

CHUNK = 1000


def place_lines(batch: Import) -> None:
    """Asked once per import, a thousand addresses at a time, so that progress shows."""
    waiting = batch.lines.filter(verdict=Verdict.CREATE, values__lon__isnull=True).order_by("number")
    last = 0
    while chunk := list(waiting.filter(number__gt=last)[:CHUNK]):
        last = chunk[-1].number
        places = geocode([_address(line) for line in chunk])
        for line, place in zip(chunk, places, strict=True):
            if place is None:
                line.problems.append(_("ligne %(n)d : sans coordonnées, à placer sur la carte") % {"n": line.number})
            else:
                line.values |= {"lon": place.lon, "lat": place.lat, "precision": str(place.precision)}
        rewrite(chunk, ["values", "problems"])
        beat(batch, batch.total // 2)


def _address(line: Line) -> PostalAddress:
    given = line.values.get
    return PostalAddress(given("street") or "", given("postcode") or "", given("city") or "")
