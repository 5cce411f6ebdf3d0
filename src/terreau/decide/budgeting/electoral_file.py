"""Reading a register file in memory: any table, whatever its columns are called; what is wrong is told row by row."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from terreau.decide.budgeting.electors import Listed, street_key
from terreau.lib.errors import Refused
from terreau.lib.names import name_key, plain

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, MOST_UNPACKED = 60_000_000, 200_000, 200, 500_000_000
PREVIEW = 5
SEPARATORS = ";,\t|"
LONGEST_CELL = 10_000  # signs

FIELDS = {
    "family": gettext_lazy("Nom de naissance"),
    "usual": gettext_lazy("Nom d’usage"),
    "given": gettext_lazy("Prénoms"),
    "born": gettext_lazy("Date de naissance"),
    "number": gettext_lazy("Numéro dans la rue"),
    "way": gettext_lazy("Type de voie (rue, avenue…)"),
    "street": gettext_lazy("Rue, ou adresse entière"),
}
NEEDED = ("family", "given", "born")
HEADINGS = {
    "family": ("nomdenaissance", "nomnaissance", "nomfamille", "nomdefamille", "nompatronymique", "nom", "familyname",
               "lastname", "surname", "birthname"),
    "usual": ("nomdusage", "nomusage", "nommarital", "nomepouse", "nomusuel", "usualname", "marriedname"),
    "given": ("prenoms", "prenom", "prenomsnaissance", "givennames", "givenname", "firstname", "firstnames", "forenames"),
    "born": ("datedenaissance", "datenaissance", "naissance", "nele", "neele", "datenais", "dateofbirth", "birthdate"),
    "number": ("numerovoie", "numerodevoie", "numvoie", "novoie", "numero", "numerorue", "housenumber"),
    "way": ("typevoie", "typedevoie", "naturevoie", "naturedelavoie"),
    "street": ("libellevoie", "libelledevoie", "libelledelavoie", "nomvoie", "nomdelavoie", "voie", "rue", "adresse",
               "adresse1", "ligneadresse", "street", "address"),
}  # fmt: skip
Cells = Sequence[Any]
Mapped = Mapping[str, int]


@dataclass(frozen=True)
class Table:
    """`rows` gives (line of the file, cells) anew each time; `said` tells how the bytes were understood."""

    columns: Sequence[str]
    rows: Callable[[], Iterator[tuple[int, Cells]]]
    said: str

    def first(self) -> list[Cells]:
        width = len(self.columns)
        return [cells[:width] for (_line, cells), _rank in zip(self.rows(), range(PREVIEW), strict=False)]


@dataclass(frozen=True)
class Fault:
    line: int
    label: str
    sentence: str


@dataclass
class Persons:
    listed: list[Listed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def open_table(content: bytes) -> Table:
    """CSV or XLSX, by what the bytes are."""
    if not content.strip():
        raise Refused(_("Le fichier est vide."))
    if len(content) > MOST_BYTES:
        raise Refused(
            _("Le fichier pèse plus de 60 Mo. Gardez les colonnes utiles : noms, prénoms, naissance, adresse.")
        )
    if content.startswith(b"PK\x03\x04"):
        table = Table(_header(next(_sheet(content), (1, ()))[1]), lambda: _after_header(_sheet(content)), "XLSX")
    else:
        table = _delimited(content)
    if not table.columns:
        raise Refused(_("Le fichier n’a pas de ligne de titres."))
    return table


def _header(cells: Cells) -> list[str]:
    last = max((rank for rank, cell in enumerate(cells, 1) if _text(cell)), default=0)
    if last > MOST_COLUMNS:
        raise Refused(_("Le fichier a plus de 200 colonnes. Gardez celles qui servent."))
    return [_text(cell) or _("colonne %(n)d") % {"n": rank} for rank, cell in enumerate(cells[:last], 1)]


def _after_header(lines: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    next(lines, None)
    count = 0
    for line, cells in lines:
        if any(_text(cell) for cell in cells):
            count += 1
            if count > MOST_ROWS:
                raise Refused(_("Une liste compte 200 000 personnes au plus."))
            yield line, cells


def _delimited(content: bytes) -> Table:
    text, encoding = _decoded(content)
    if "\x00" in text[:4096]:
        raise Refused(_("Ce fichier n’est ni un CSV ni un classeur XLSX. Enregistrez la liste dans l’un des deux."))
    first = next((line for line in text.splitlines()[:20] if line.strip()), "")
    sign = max(SEPARATORS, key=first.count)

    def rows() -> Iterator[tuple[int, Cells]]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        try:
            for cells in reader:
                if max(map(len, cells), default=0) > LONGEST_CELL:  # a quote that swallows the rest of the file
                    raise csv.Error
                if any(cell.strip() for cell in cells):
                    yield reader.line_num, cells
        except csv.Error:
            raise Refused(
                _("Ligne %(n)d : le CSV ne se lit plus. Un guillemet n’est sans doute pas refermé.")
                % {"n": reader.line_num}
            ) from None

    said = _("Texte en %(encoding)s, colonnes séparées par : %(sign)s") % {
        "encoding": encoding, "sign": {"\t": "⇥"}.get(sign, sign),
    }  # fmt: skip
    return Table(_header(next(rows(), (1, ()))[1]), lambda: _after_header(rows()), said)


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "Windows-1252"


def _sheet(content: bytes) -> Iterator[tuple[int, Cells]]:
    """The first sheet of a workbook; one that unfolds beyond measure is not opened."""
    broken = _("Ce classeur ne s’ouvre pas. Enregistrez-le de nouveau en XLSX ou en CSV.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise Refused(broken)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles that nobody needs here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Refused:
        raise
    except Exception:  # openpyxl raises as many kinds as files can be broken
        raise Refused(broken) from None
    try:
        yield from enumerate(book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1)
    finally:
        book.close()


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())[:400]


def guessed(columns: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by its title; the first that fits."""
    plainly = [re.sub(r"[^a-z0-9]", "", plain(name)) for name in columns]
    return {
        target: plainly.index(name)
        for target, names in HEADINGS.items()
        if (name := next((name for name in names if name in plainly), None)) is not None
    }


def persons_of(table: Table, mapped: Mapped, *, judge: Callable[[date], str], with_street: bool) -> Persons:
    """Every row as a person, or as a fault with its remedy; `judge` says what is wrong with a date of birth."""
    found = Persons()
    for line, cells in table.rows():
        faults = list(_row_faults(line, cells, mapped, judge, with_street))
        found.faults += faults
        if not faults:
            found.listed.append(_person(line, cells, mapped))
    return found


def _cell(cells: Cells, mapped: Mapped, name: str) -> Any:
    at = mapped.get(name)
    return cells[at] if at is not None and at < len(cells) else None


def _address(cells: Cells, mapped: Mapped) -> str:
    return " ".join(filter(None, (_text(_cell(cells, mapped, name)) for name in ("number", "way", "street"))))


def _row_faults(
    line: int, cells: Cells, mapped: Mapped, judge: Callable[[date], str], with_street: bool
) -> Iterator[Fault]:
    for name in ("family", "given"):
        if not name_key(_text(_cell(cells, mapped, name))):
            yield Fault(line, str(FIELDS[name]), _("vide : complétez la cellule, ou ôtez la ligne"))
    born = _cell(cells, mapped, "born")
    day = day_of(born)
    if day is None:
        said = _("« %(value)s » n’est pas une date : écrivez-la 31/12/1980") % {"value": _text(born)[:20]}
        yield Fault(
            line, str(FIELDS["born"]), said if _text(born) else _("vide : complétez la cellule, ou ôtez la ligne")
        )
    elif fault := judge(day):
        said = _("« %(value)s » : %(fault)s Corrigez la date, ou ôtez la ligne")
        yield Fault(line, str(FIELDS["born"]), said % {"value": _text(born)[:20], "fault": fault})
    if with_street and not street_key(_address(cells, mapped)):
        yield Fault(
            line, str(FIELDS["street"]), _("vide : complétez-la, ou ôtez la ligne ; cette personne votera à l’accueil")
        )


def _person(line: int, cells: Cells, mapped: Mapped) -> Listed:
    given = {name: _text(_cell(cells, mapped, name)) for name in ("family", "usual", "given")}
    born = day_of(_cell(cells, mapped, "born")) or date.min
    return Listed(**given, born=born, street=_address(cells, mapped), line=line)


def day_of(cell: Any) -> date | None:
    """31/12/1980, 31-12-1980, 31.12.1980, 1980-12-31, 31121980, or a cell that is a date; nothing else."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    found = re.fullmatch(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})", text) or re.fullmatch(
        r"(\d{2})(\d{2})(\d{4})", text
    )
    turned = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", text)
    parts = found.groups() if found else turned.groups()[::-1] if turned else None
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0])) if parts else None
    except ValueError:
        return None
