"""The town's addresses as a file: the national base (BAN) or the town's own (BAL), separated by semicolons or commas."""

import csv
import io
import math
from typing import Any

from django.utils.translation import gettext as _

from terreau.lib import geo
from terreau.lib.errors import Refused

MOST_BYTES, MOST_ROWS = 60_000_000, 500_000
NAMES = {  # what each column is called: in the national base, in a town's own, in plain words
    "street": ("nom_voie", "voie_nom", "street", "rue", "voie"),
    "number": ("numero", "number", "housenumber"),
    "suffix": ("rep", "suffixe"),
    "postcode": ("code_postal", "postcode"),
    "city": ("nom_commune", "commune_nom", "city", "commune"),
    "code": ("code_insee", "commune_insee"),
    "lon": ("lon", "long", "longitude"),
    "lat": ("lat", "latitude"),
    "x": ("x",),
    "y": ("y",),
}
WHOLE_STREET = {"", "0", "99999"}  # a BAL numbers a street without numbers 99999


def addresses_in(body: bytes, *, codes: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """Rows of street, number, postcode, city, lon, lat; of the communes `codes`, where the file says whose they are.

    Raises `Refused` naming line, column and remedy; one wrong line refuses the file, since half a street misplaces people.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    table = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") >= head.count(",") else ",")
    try:
        columns = _columns(next(table, []))
        rows = []
        for row in table:
            said = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
            if any(said.values()) and (not codes or said.get("code", "") in codes or not said.get("code")):
                rows.append(_address(said, table.line_num))
            if len(rows) > MOST_ROWS:
                raise Refused(_("Plus de 500 000 adresses : donnez le fichier de votre commune."))
    except csv.Error as fault:
        raise Refused(_("Ligne %(line)d : %(fault)s.") % {"line": table.line_num, "fault": fault}) from None
    if not rows:
        raise Refused(
            _("Aucune adresse de la ville ni de ses voisines dans ce fichier. Est-ce bien celui de la commune ?")
        )
    return rows


def _columns(header: list[str]) -> dict[str, int]:
    at = {name.strip().lower(): place for place, name in reversed(list(enumerate(header)))}
    columns = {ours: at[name] for ours, names in NAMES.items() for name in reversed(names) if name in at}
    if "street" not in columns:
        raise Refused(_("Ce fichier n’a pas de colonne nom_voie (BAN) ni voie_nom (BAL)."))
    if not ({"lon", "lat"} <= columns.keys() or {"x", "y"} <= columns.keys()):
        raise Refused(_("Ce fichier n’a pas de colonnes lon et lat, ni x et y : une adresse a besoin d’un point."))
    return columns


def _address(said: dict[str, str], line: int) -> dict[str, Any]:
    if not said.get("street"):
        raise Refused(_("Ligne %(line)d : la rue manque.") % {"line": line})
    if len(said["street"]) > 160:
        raise Refused(_("Ligne %(line)d : le nom de la rue dépasse 160 signes.") % {"line": line})
    lon, lat = _point(said, line)
    number = " ".join(filter(None, (said.get("number", "").lstrip("0"), said.get("suffix", "").lower())))
    return {
        "street": said["street"],
        "number": "" if said.get("number", "") in WHOLE_STREET else number[:12],
        "postcode": said.get("postcode", "")[:12],
        "city": said.get("city", "")[:120],
        "lon": lon,
        "lat": lat,
    }


def _point(said: dict[str, str], line: int) -> tuple[float, float]:
    """Degrees; Lambert-93 (x, y in metres) where there are none."""
    degrees = bool(said.get("lon") and said.get("lat"))
    texts = (said["lon"], said["lat"]) if degrees else (said.get("x", ""), said.get("y", ""))
    try:
        first, second = (float(text.replace(",", ".")) for text in texts)
    except ValueError:
        shown = "lon/lat" if degrees else "x/y"
        raise Refused(
            _("Ligne %(line)d, %(columns)s : « %(text)s » n’est pas un point.")
            % {"line": line, "columns": shown, "text": " ".join(texts)[:40]}
        ) from None
    if not degrees and not (0 <= first <= 1_300_000 and 6_000_000 <= second <= 7_200_000):
        raise Refused(_("Ligne %(line)d, x/y : ce point n’est pas en Lambert-93.") % {"line": line})
    lon, lat = (first, second) if degrees else geo.to_degrees([first, second], 2154)
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise Refused(_("Ligne %(line)d : ce point est hors du monde.") % {"line": line})
    return lon, lat
