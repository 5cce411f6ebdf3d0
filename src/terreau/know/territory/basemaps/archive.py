"""Reading the head of a PMTiles file (version 3): what it holds, how far it zooms."""

import gzip
import json
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from terreau.lib import geo
from terreau.lib.errors import Refused

HEAD = 127
KINDS = {1: "mvt", 2: "png", 3: "jpeg", 4: "webp", 5: "avif"}
MOST_NOTES = 10_000_000


@dataclass(frozen=True)
class Archive:
    path: Path
    kind: str  # mvt or an image format
    zooms: tuple[int, int]
    bounds: geo.Bounds
    layers: frozenset[str]  # names of the vector layers
    attribution: str


def archive_names() -> list[str]:
    """The files laid in the folder of maps."""
    folder = Path(settings.MAPS_ROOT)
    return sorted(path.name for path in folder.glob("*.pmtiles")) if folder.is_dir() else []


def read_archive(name: str) -> Archive:
    """Raises `Refused` when there is no such file or it is not one that browsers can draw."""
    if name not in archive_names():
        raise Refused(_("Il n’y a pas de fichier %(name)s dans le dossier des cartes.") % {"name": name or "—"})
    path = Path(settings.MAPS_ROOT) / name
    with path.open("rb") as file:
        head = file.read(HEAD)
        if len(head) < HEAD or head[:7] != b"PMTiles" or head[7] != 3 or head[99] not in KINDS:
            raise Refused(_("%(name)s n’est pas un fichier PMTiles de version 3.") % {"name": name})
        offset, length = struct.unpack_from("<QQ", head, 24)
        file.seek(offset)
        notes = _notes(file.read(min(length, MOST_NOTES)), head[97])
    box = tuple(value / 1e7 for value in struct.unpack_from("<iiii", head, 102))
    layers = frozenset(str(one.get("id")) for one in notes.get("vector_layers", ()) if isinstance(one, dict))
    return Archive(path, KINDS[head[99]], (head[100], head[101]), box, layers, str(notes.get("attribution", "")))


def _notes(raw: bytes, compression: int) -> dict[str, Any]:
    """The JSON notes; an archive with unreadable notes still draws, without names of layers."""
    try:
        notes = json.loads(gzip.decompress(raw) if compression == 2 else raw)
    except (ValueError, OSError, EOFError, zlib.error):
        return {}
    return notes if isinstance(notes, dict) else {}
