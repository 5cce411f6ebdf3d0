"""Reading open files: one function, whatever the format; each format is a file and a line of `FORMATS`."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from terreau.share.opendata.formats import delimited, objects, osm, workbook
from terreau.share.opendata.formats.limits import MAX_BYTES, check_columns, check_file, check_rows
from terreau.share.opendata.formats.reading import Column, Hints, Reading, Row, Unreadable

__all__ = ["FORMATS", "Column", "Hints", "Reading", "Row", "Unreadable", "open_file"]

FORMATS = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "geojson": "GeoJSON",
    "gogocarto": "GoGoCarto, Transiscope",
    "kumu": "Kumu",
    "overpass": "Overpass",
    "osm": "OpenStreetMap XML",
    "json": "JSON",
    "friches": "Friches (CNIG)",
    "mediation": "Lieux de médiation numérique",
}
SCHEMAS = {
    "friches": {"site_id", "site_nom", "site_type", "site_statut"},
    "mediation": {"id", "nom", "services", "pivot", "date_maj"},
}
SAMPLES = 5
Rows = Callable[[], Iterator[Row]]


def open_file(path: Path, *, hints: Hints | None = None, max_bytes: int = MAX_BYTES) -> Reading:
    """Understand the file and read it once, to know its columns and count its rows."""
    check_file(path, max_bytes)
    name, notes, rows = _reader(path, hints or Hints())
    columns, count, located = _profile(rows)
    if not count:
        raise Unreadable(_("Le fichier ne contient aucune ligne à importer, seulement un en-tête ou du vide."))
    name = next((schema for schema, known in SCHEMAS.items() if known <= {c.name for c in columns}), name)
    notes = [_("Format reconnu : %(name)s.") % {"name": FORMATS[name]}, *notes]
    return Reading(name, notes, columns, count, rows, located)


def _reader(path: Path, hints: Hints) -> tuple[str, list[str], Rows]:
    with path.open("rb") as file:
        head = file.read(4096)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"PK\x03\x04"):
        return "xlsx", [], lambda: workbook.rows(path, hints.sheet)
    if start.startswith(b"<"):
        return "osm", [], lambda: osm.rows(path)
    if start.startswith((b"{", b"[")):
        prefix = objects.list_in(path)
        shape = objects.shape_of(path, prefix)
        return shape, _left_out(path, shape), lambda: objects.rows(path, prefix, shape)
    encoding, separator, notes = delimited.understand(path, hints)
    return "csv", notes, lambda: delimited.rows(path, encoding, separator)


def _left_out(path: Path, shape: str) -> list[str]:
    """What the file holds that cards do not: said, not dropped in silence."""
    if shape != "kumu":
        return []
    links = sum(1 for _link in objects.items(path, "connections.item"))
    return (
        [_("%(n)d liens entre éléments ne sont pas importés : les liens viendront plus tard.") % {"n": links}]
        if links
        else []
    )


def _profile(rows: Rows) -> tuple[list[Column], int, int]:
    columns: dict[str, Column] = {}
    count = located = 0
    for row in rows():
        count += 1
        check_rows(count)
        located += row.position is not None
        for name, value in row.values.items():
            if value not in (None, "", []):
                if name not in columns:
                    columns[name] = Column(name)
                    check_columns(list(columns))
                _note(columns[name], value)
    return list(columns.values()), count, located


def _note(column: Column, value: object) -> None:
    column.filled += 1
    text = ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
    if len(column.samples) < SAMPLES and text[:80] not in column.samples:
        column.samples.append(text[:80])
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return
    column.low = number if column.low is None else min(column.low, number)
    column.high = number if column.high is None else max(column.high, number)
