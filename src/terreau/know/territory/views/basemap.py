"""What the map asks for: its style, the drawn plan, the tiles of a local file."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from terreau.know.territory import queries
from terreau.know.territory.basemaps.archive import read_archive
from terreau.know.territory.basemaps.drawing import drawing_file
from terreau.know.territory.basemaps.palette import THEMES
from terreau.know.territory.basemaps.styles import style_of
from terreau.know.territory.enums import BaseMap

RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})?")
PIECE = 65_536


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """The MapLibre style, `?theme=dark` by night."""
    theme = request.GET.get("theme", "light")
    response = JsonResponse(style_of(queries.town(), theme if theme in THEMES else "light"))
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:24]}"'
    patch_cache_control(response, max_age=60)
    if request.headers.get("If-None-Match") == response["ETag"]:
        return HttpResponse(status=304, headers={"ETag": response["ETag"]})
    return response


def _drawn_etag(request: HttpRequest) -> str | None:
    path = drawing_file()
    return f'"{path.stat().st_mtime_ns:x}-{path.stat().st_size:x}"' if path else None


@require_safe
@condition(etag_func=_drawn_etag)
def drawing(request: HttpRequest) -> HttpResponse:
    path = drawing_file()
    home = queries.town()
    if path is None or home is None or home.base_map != BaseMap.SAMPLE:
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="application/geo+json")
    patch_cache_control(response, max_age=3600, public=True)
    return response


@require_safe
def tiles(request: HttpRequest) -> HttpResponseBase:
    """The chosen PMTiles file, by ranges of bytes: a browser reads the few kilobytes that it draws."""
    home = queries.town()
    if home is None or home.base_map != BaseMap.PMTILES:
        raise Http404
    path = read_archive(home.pmtiles).path
    size = path.stat().st_size
    wanted = RANGE.fullmatch(request.headers.get("Range", ""))
    if not wanted:
        response: HttpResponseBase = FileResponse(path.open("rb"), content_type="application/octet-stream")
    else:
        first, last = int(wanted[1]), min(int(wanted[2] or size - 1), size - 1)
        if first > last:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        response = StreamingHttpResponse(_read(path, first, last), status=206, content_type="application/octet-stream")
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{path.stat().st_mtime_ns:x}-{size:x}"'
    response["Content-Encoding"] = "identity"  # compressed again, a range would no longer be that range
    return response


def _read(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
