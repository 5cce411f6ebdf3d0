"""CSV and its cousins: encoding and separator guessed, decimal commas and quoted lines understood."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from terreau.share.opendata.formats.limits import MAX_CELL, check_columns
from terreau.share.opendata.formats.reading import Hints, Row, Unreadable

HEAD = 262_144
SEPARATORS = ";,\t|"
NAMES = {";": ";", ",": ",", "\t": "⇥", "|": "|"}


def encoding_of(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[: len(head) - 4].decode("utf-8") if len(head) == HEAD else head.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(head[:65_536], cp_isolation=["cp1252", "latin_1", "mac_roman", "cp850"]).best()
        return best.encoding if best else "cp1252"
    return "utf-8-sig"


def separator_of(text: str) -> str:
    """The sign that cuts the first lines in the same number of parts, the most of them."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    scores = {}
    for sign in SEPARATORS:
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        common, times = Counter(counts).most_common(1)[0] if counts else (1, 0)
        scores[sign] = (common > 1, times / max(len(counts), 1), common)
    return max(SEPARATORS, key=lambda sign: scores[sign])


def understand(path: Path, hints: Hints) -> tuple[str, str, list[str]]:
    """Encoding, separator, and what is said of them."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    encoding = hints.encoding or encoding_of(head)
    if b"\x00" in head and "16" not in encoding:
        raise Unreadable(_("Ce fichier n’est pas du texte : il contient des octets nuls. Est-ce bien un CSV ?"))
    text = head.decode(encoding, errors="replace")
    separator = hints.separator or separator_of(text)
    notes = [
        _("Texte en %(encoding)s, colonnes séparées par : %(sign)s.")
        % {"encoding": encoding.removesuffix("-sig"), "sign": NAMES.get(separator, separator)}
    ]
    return encoding, separator, notes


def rows(path: Path, encoding: str, separator: str) -> Iterator[Row]:
    """Line numbers are those of the file; a line longer or shorter than the header is read as far as it goes."""
    csv.field_size_limit(MAX_CELL * 10)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader(io.TextIOWrapper(file.buffer, encoding, errors="replace", newline=""), delimiter=separator)
        try:
            header = distinct([name.strip() for name in next(reader, [])])
            check_columns(header)
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    values = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
                    extra = [cell for cell in cells[len(header) :] if cell.strip()]
                    yield Row(reader.line_num, values | ({"…": " ".join(extra)[:200]} if extra else {}))
        except csv.Error as error:
            raise Unreadable(
                _("Ligne %(n)d : le CSV ne se lit plus (%(why)s). Un guillemet n’est sans doute pas refermé.")
                % {"n": reader.line_num, "why": error}
            ) from None


def distinct(names: list[str]) -> list[str]:
    """Columns of the same name are kept apart: nom, nom (2); nameless ones get their rank."""
    seen: Counter[str] = Counter()
    kept = []
    for rank, name in enumerate(names, start=1):
        bare = name or _("colonne %(n)d") % {"n": rank}
        seen[bare] += 1
        kept.append(bare if seen[bare] == 1 else f"{bare} ({seen[bare]})")
    return kept
