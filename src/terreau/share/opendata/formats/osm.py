"""`.osm` XML: tagged nodes and ways; a way is in the middle of its nodes. Entities are refused."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from terreau.share.opendata.formats.reading import Position, Row, Unreadable


def rows(path: Path) -> Iterator[Row]:
    places: dict[str, Position] = {}
    number = 0
    try:
        for _event, element in iterparse(path, events=("end",), forbid_dtd=True):
            if element.tag not in ("node", "way", "relation"):
                continue
            ident = element.get("id", "")
            position = _where(element, places)
            if element.tag == "node" and position:
                places[ident] = position
            tags = {tag.get("k", ""): tag.get("v", "") for tag in element.iter("tag")}
            if tags:
                number += 1
                key = f"{element.tag}/{ident}"
                yield Row(number, {**tags, "osm_id": key}, position, key)
            element.clear()
    except DefusedXmlException:
        raise Unreadable(_("Ce XML déclare des entités : il n’est pas ouvert, par sûreté.")) from None
    except ParseError as error:
        raise Unreadable(_("Ce XML est abîmé : %(why)s") % {"why": error}) from None


def _where(element: object, places: dict[str, Position]) -> Position | None:
    get = element.get  # type: ignore[attr-defined]  # an ElementTree element
    if get("lon") and get("lat"):
        return float(get("lon")), float(get("lat"))
    corners = [places[ref.get("ref")] for ref in element.iter("nd") if ref.get("ref") in places]  # type: ignore[attr-defined]
    if not corners:
        return None
    return sum(x for x, _y in corners) / len(corners), sum(y for _x, y in corners) / len(corners)
