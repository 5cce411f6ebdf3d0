"""A MapLibre style that someone else publishes: copied here, with the servers that it makes browsers ask."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

from terreau.lib.errors import Refused
from terreau.lib.web import Unreachable, fetch


@dataclass(frozen=True)
class RemoteStyle:
    url: str
    document: dict[str, Any]
    hosts: tuple[str, ...]  # scheme://host[:port], sorted


def read_style(url: str) -> RemoteStyle:
    """Fetch and check a style. Raises `Refused` with what to do."""
    document = _json(url)
    if not isinstance(document, dict) or document.get("version") != 8 or not isinstance(document.get("layers"), list):
        raise Refused(_("Cette adresse ne donne pas un style MapLibre (version 8)."))
    sources = document.get("sources")
    if not isinstance(sources, dict) or not all(isinstance(one, dict) for one in sources.values()):
        raise Refused(_("Ce style n’a pas de sources lisibles."))
    for source in sources.values():
        _expand(source, url)
    for name in ("glyphs", "sprite"):
        if isinstance(document.get(name), str):
            document[name] = _absolute(url, document[name])
    if isinstance(document.get("sprite"), list):
        for one in document["sprite"]:
            one["url"] = _absolute(url, str(one.get("url", "")))
    return RemoteStyle(url, document, tuple(sorted(set(_hosts(document)))))


def _json(url: str) -> Any:
    try:
        return fetch(url, seconds=10, limit=3_000_000).json()
    except Unreachable as error:
        raise Refused(_("Le style ne se lit pas : %(reason)s.") % {"reason": error}) from None


def _absolute(base: str, address: str) -> str:
    """Relative to the style, its {braces} kept."""
    if address.startswith("mapbox:"):
        raise Refused(_("Ce style demande un compte Mapbox : choisissez-en un qui n’en demande pas."))
    return urljoin(base, address).replace("%7B", "{").replace("%7D", "}")


def _expand(source: dict[str, Any], base: str) -> None:
    """A source that points to a description of tiles is replaced by that description: its servers become known."""
    if isinstance(source.get("data"), str):
        source["data"] = _absolute(base, source["data"])
    if isinstance(source.get("tiles"), list):
        source["tiles"] = [_absolute(base, str(tile)) for tile in source["tiles"]]
    if isinstance(source.get("url"), str) and source.get("type") in {"vector", "raster", "raster-dem"}:
        address = _absolute(base, source.pop("url"))
        described = _json(address)
        tiles = described.get("tiles") if isinstance(described, dict) else None
        if not isinstance(tiles, list) or not tiles:
            raise Refused(_("Une source de ce style ne dit pas où sont ses tuiles."))
        kept = ("minzoom", "maxzoom", "bounds", "attribution", "scheme", "encoding")
        source |= {name: described[name] for name in kept if name in described and name not in source}
        source["tiles"] = [_absolute(address, str(tile)) for tile in tiles]


def _addresses(document: dict[str, Any]) -> Iterator[str]:
    for source in document["sources"].values():
        yield from source.get("tiles", ())
        if isinstance(source.get("data"), str):
            yield source["data"]
    if document.get("glyphs"):
        yield str(document["glyphs"])
    sprite = document.get("sprite")
    for one in sprite if isinstance(sprite, list) else [{"url": sprite}] if sprite else []:
        yield str(one["url"])


def _hosts(document: dict[str, Any]) -> Iterator[str]:
    for address in _addresses(json.loads(json.dumps(document))):
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or {"{", ";", " ", ","} & set(parts.netloc):
            raise Refused(
                _("Ce style demande une adresse que le site ne sait pas permettre : %(url)s") % {"url": address}
            )
        yield f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
