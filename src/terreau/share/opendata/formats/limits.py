"""What a file may be: beyond these it is refused with a sentence, before it costs memory or time."""

import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from terreau.share.opendata.formats.reading import Unreadable

MAX_BYTES = 50_000_000
MAX_COLUMNS = 400
MAX_ROWS = 500_000
MAX_CELL = 100_000
MAX_DEPTH = 8
MAX_UNPACKED, MAX_ENTRIES, MAX_RATIO = 600_000_000, 3_000, 150


def check_file(path: Path, max_bytes: int = MAX_BYTES) -> None:
    """A real file, not empty, not too large."""
    if not path.is_file():
        raise Unreadable(_("« %(name)s » n’est pas un fichier lisible.") % {"name": path.name})
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(_("Le fichier est vide."))
    if size > max_bytes:
        raise Unreadable(
            _("Le fichier pèse %(size)d Mo ; la limite est de %(limit)d Mo. Coupez-le en plusieurs parties.")
            % {"size": size // 1_000_000, "limit": max_bytes // 1_000_000}
        )


def check_zip(path: Path) -> None:
    """A spreadsheet is a zip: its real content must stay in proportion."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        raise Unreadable(_("Ce classeur est abîmé : enregistrez-le de nouveau, puis recommencez.")) from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(path.stat().st_size, 1)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO:
        raise Unreadable(_("Ce classeur se déplie en un volume anormal : il n’est pas ouvert. Enregistrez-le en CSV."))


def check_columns(names: list[str]) -> None:
    if len(names) > MAX_COLUMNS:
        raise Unreadable(
            _("Le fichier a %(n)d colonnes ; la limite est de %(limit)d. Gardez celles qui servent.")
            % {"n": len(names), "limit": MAX_COLUMNS}
        )


def check_rows(number: int) -> None:
    if number > MAX_ROWS:
        raise Unreadable(_("Le fichier a plus de %(n)d lignes. Coupez-le en plusieurs parties.") % {"n": MAX_ROWS})
