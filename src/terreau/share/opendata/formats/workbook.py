"""XLSX: the first sheet, or the named one, streamed; cells that compute are read as their last value."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from terreau.share.opendata.formats.delimited import distinct
from terreau.share.opendata.formats.limits import MAX_CELL, MAX_COLUMNS, check_columns, check_zip
from terreau.share.opendata.formats.reading import Row, Unreadable


def rows(path: Path, sheet: str = "") -> Iterator[Row]:
    check_zip(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles that nobody needs here
        try:
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        except Exception:  # openpyxl raises as many kinds as files can be broken
            raise Unreadable(_("Ce classeur ne s’ouvre pas. Enregistrez-le de nouveau en XLSX ou en CSV.")) from None
        try:
            page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
            yield from _read(page)
        finally:
            book.close()


def _read(page: Any) -> Iterator[Row]:
    lines = page.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
    header = distinct([_text(cell) for cell in _trimmed(next(lines, ()))])
    check_columns(header)
    for number, cells in enumerate(lines, start=2):
        values = {name: _text(cell) for name, cell in zip(header, cells, strict=False)}
        if any(values.values()):
            yield Row(number, values)


def _trimmed(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    last = max((rank for rank, cell in enumerate(cells, start=1) if cell not in (None, "")), default=0)
    return cells[:last]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()[:MAX_CELL]
