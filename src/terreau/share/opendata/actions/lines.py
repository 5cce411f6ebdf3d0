"""Lines written and written again a thousand at a time. No action: actions call it."""

from collections.abc import Sequence

from terreau.lib.rows import insert_rows, update_rows
from terreau.share.opendata.models import Line

COLUMNS = {field.attname: field.column for field in Line._meta.concrete_fields}
NEW = [name for name in COLUMNS if name != "id"]


def append(lines: Sequence[Line]) -> None:
    insert_rows(Line, [COLUMNS[name] for name in NEW], _rows(lines, NEW))


def rewrite(lines: Sequence[Line], names: Sequence[str]) -> None:
    """Write the named fields (as Python holds them: card_id) of lines changed in memory."""
    update_rows(Line, [COLUMNS[name] for name in names], _rows(lines, ["id", *names]))


def _rows(lines: Sequence[Line], names: Sequence[str]) -> list[dict[str, object]]:
    return [{COLUMNS[name]: getattr(line, name) for name in names} for line in lines]
