"""The national address service: one search, or a whole file at once."""

import csv
import io
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from terreau.know.territory.rules import Located, PostalAddress, exactness, same_region
from terreau.lib import geo
from terreau.lib.web import Answer, Unreachable, fetch

CHUNK = 1_000  # rows in one request
PAUSE = 0.2  # seconds between requests: the service is shared by everyone
RETRIES = (1.0, 4.0)  # seconds before trying again
COLUMNS = ("street", "postcode", "city")

log = logging.getLogger(__name__)


def is_on() -> bool:
    return bool(settings.TERREAU_ADDRESS_API)


def search(text: str, *, limit: int, near: geo.Point | None = None, seconds: float = 3) -> list[Located]:
    """Addresses that resemble a text, those close to `near` first. Raises `Unreachable`."""
    asked: dict[str, Any] = {"q": text[:200], "limit": limit, "autocomplete": 1}
    if near:
        asked |= {"lon": f"{near[0]:.5f}", "lat": f"{near[1]:.5f}"}
    raw = fetch(f"{settings.TERREAU_ADDRESS_API}/search?{urlencode(asked)}", seconds=seconds, limit=500_000).json()
    features = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(features, list):
        raise Unreachable("the answer has no features")
    return [found for feature in features if (found := _found(feature))]


def _found(feature: Any) -> Located | None:
    try:
        said = feature["properties"]
        lon, lat = feature["geometry"]["coordinates"]
        precision = exactness(said["type"], float(said["score"]))
        return (
            Located(str(said["label"]), float(lon), float(lat), precision, float(said["score"])) if precision else None
        )
    except (KeyError, TypeError, ValueError):
        return None


def locate_many(
    wanted: Sequence[PostalAddress], *, tell: Callable[[int], None] = lambda done: None
) -> list[Located | None]:
    """One answer per address, in order; None for what is not found. Raises `Unreachable` when the service is away."""
    answers: list[Located | None] = []
    for start in range(0, len(wanted), CHUNK):
        if start:
            time.sleep(PAUSE)
        chunk = wanted[start : start + CHUNK]
        answers += _read_answers(_post(_as_csv(chunk)).body, chunk)
        tell(len(answers))
    return answers


def _as_csv(chunk: Sequence[PostalAddress]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(("row", *COLUMNS))
    for row, one in enumerate(chunk):
        writer.writerow((row, *(" ".join(text.split())[:200] for text in (one.street, one.postcode, one.city))))
    return file.getvalue().encode()


def _post(body: bytes) -> Answer:
    """A multipart form with the file; tried again when the service is busy or away, not when it refuses."""
    mark = secrets.token_hex(16)
    fields = [("columns", name) for name in COLUMNS]
    head = "".join(f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields)
    head += (
        f'--{mark}\r\nContent-Disposition: form-data; name="data"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    )
    form = head.encode() + body + f"\r\n--{mark}--\r\n".encode()
    for pause in (*RETRIES, None):
        try:
            url = f"{settings.TERREAU_ADDRESS_API}/search/csv"
            return fetch(url, data=form, kind=f"multipart/form-data; boundary={mark}", seconds=60, limit=20_000_000)
        except Unreachable as error:
            if pause is None or (error.status is not None and error.status < 500 and error.status != 429):
                raise
            log.info("address service away, again in %s s: %s", pause, error)
            time.sleep(pause)
    raise AssertionError("the last try returns or raises")


def _read_answers(body: bytes, chunk: Sequence[PostalAddress]) -> list[Located | None]:
    answers: list[Located | None] = [None] * len(chunk)
    for line in csv.DictReader(io.StringIO(body.decode("utf-8-sig", "replace"))):
        try:
            row, score = int(line["row"]), float(line["result_score"] or 0)
            point = float(line["longitude"]), float(line["latitude"])
        except (KeyError, TypeError, ValueError):
            continue
        precision = exactness(line.get("result_type") or "", score)
        known = 0 <= row < len(chunk) and same_region(chunk[row].postcode, line.get("result_postcode") or "")
        if precision and known:
            answers[row] = Located(line.get("result_label") or "", *point, precision, score)
    return answers
