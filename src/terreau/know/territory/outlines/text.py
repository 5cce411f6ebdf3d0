"""A border typed or pasted by a person: GeoJSON, or one corner a line."""

import re

from django.utils.translation import gettext as _

from terreau.know.territory.outlines.file import parse_features
from terreau.lib import geo
from terreau.lib.errors import Refused

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
MOST = 4_000_000


def border_from(text: str) -> geo.Geometry:
    """A checked border. Corners are `longitude, latitude`, one a line; the last one is joined to the first."""
    text = text.strip()
    if len(text) > MOST:
        raise Refused(_("Ce texte est trop long. Simplifiez le contour avant de le donner."))
    if text.startswith(("{", "[")):
        features = parse_features(text)
        if len(features) != 1:
            raise Refused(_("Ce texte contient plusieurs contours. Donnez-en un seul, ou importez le fichier."))
        return geo.check_polygon(features[0])
    corners = [_corner(rank, line) for rank, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(corners) < 3:
        raise Refused(_("Il faut au moins trois coins : une ligne « longitude, latitude » pour chacun."))
    ring = corners if corners[0] == corners[-1] else [*corners, corners[0]]
    return geo.check_polygon({"type": "Polygon", "coordinates": [ring]})


def _corner(rank: int, line: str) -> list[float]:
    numbers = NUMBER.findall(line)
    if len(numbers) != 2 or re.search(r"[a-zA-Z]", line):
        raise Refused(
            _("Ligne %(rank)d : on attend une longitude et une latitude, par exemple 6.45, 48.17.") % {"rank": rank}
        )
    return [float(number) for number in numbers]


def as_text(geometry: geo.Geometry) -> str:
    """One corner a line when the shape is a simple ring; None of the others can be written that way."""
    rings = [ring for polygon in geo.polygons(geometry) for ring in polygon]
    if len(rings) != 1:
        return ""
    return "\n".join(f"{corner[0]}, {corner[1]}" for corner in rings[0][:-1])
