"""From the bytes of a `.pb` file to its sections: nothing understood is guessed, nothing unknown is dropped."""

import csv
import io
import re

from terreau.algorithms.counting.pabulib.document import SECTIONS, Document, Section, Table
from terreau.algorithms.counting.pabulib.faults import FileFault, fault

_QUOTED = re.compile(r'(?:^|;)"(?:[^"]|"")*\n(?:[^"]|"")*"(?=;|\r?$)', re.MULTILINE)  # a text of several lines
_HEAD = re.compile(r"^(META|PROJECTS|VOTES)[ \t;]*\r?$", re.MULTILINE)
BLANK = "; \t"  # a line of nothing else is no row
NEEDED: dict[Section, tuple[str, ...]] = {"META": (), "PROJECTS": ("project_id", "cost"), "VOTES": ("vote",)}


def parse(data: bytes) -> Document:
    """Read a ballot file. O(bytes); rows of votes are split only where they are asked for.

    Raises
    ------
    FileFault : where the file is no ballot file, naming line, column and remedy
    """
    mark = data.startswith(b"\xef\xbb\xbf")
    text = _decoded(data[3:] if mark else data)
    newline = "\r\n" if "\r\n" in text[:2000] else "\n"
    parts, heads = _sections(text)
    meta = _table("META", *parts["META"])
    return Document(
        _meta(meta), _table("PROJECTS", *parts["PROJECTS"]), _table("VOTES", *parts["VOTES"]), meta,
        newline, text.endswith("\n"), mark, _other_ends(text, newline), heads,
    )  # fmt: skip


def _other_ends(text: str, newline: str) -> tuple[int, ...]:
    """Lines whose end is not that of the file: several published files mix both."""
    returned = text.count("\r\n")
    if returned == (text.count("\n") if newline == "\r\n" else 0):
        return ()
    ends = text.split("\n")[:-1]
    return tuple(at for at, line in enumerate(ends) if line.endswith("\r") != (newline == "\r\n"))


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        at = data.index(b"\0")
        raise FileFault(fault(data.count(b"\n", 0, at) + 1, "", "nul"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        likely = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "Windows-1252"
        line = data.count(b"\n", 0, error.start) + 1
        raise FileFault(fault(line, "", "encoding", byte=f"0x{data[error.start]:02X}", likely=likely)) from None


def _sections(text: str) -> tuple[dict[Section, tuple[str, int]], dict[str, str]]:
    """{section: (its text, the line on which it begins)}; heads inside quotes are text."""
    found = list(_HEAD.finditer(text))
    if [head[1] for head in found] != list(SECTIONS) and '"' in text:
        quoted = [each.span() for each in _QUOTED.finditer(text)]
        found = [head for head in found if not any(begin < head.start() < end for begin, end in quoted)]
    if found and text[: found[0].start()].strip():
        raise FileFault(fault(1, "", "before", text=text[: found[0].start()].strip().splitlines()[0]))
    for at, section in enumerate(SECTIONS):
        names = [head[1] for head in found]
        if section not in names:
            raise FileFault(fault(0, "", "no-section", section=section))
        if names[at] != section:
            raise FileFault(fault(text.count("\n", 0, found[at].start()) + 1, "", "order", section=names[at]))
    if len(found) > len(SECTIONS):
        again = found[len(SECTIONS)]
        raise FileFault(fault(text.count("\n", 0, again.start()) + 1, "", "order", section=again[1]))
    ends = [head.start() for head in found[1:]] + [len(text)]
    parts, line, at = {}, 1, 0
    for section, head, end in zip(SECTIONS, found, ends, strict=True):
        begin = min(head.end() + 1, len(text))
        line, at = line + text.count("\n", at, begin), begin
        parts[section] = (text[begin:end], line)
    return parts, {head[1]: head[0].rstrip("\r") for head in found if head[0].rstrip("\r") != head[1]}


def _table(section: Section, text: str, line: int) -> Table:
    table = _quoted(section, text, line) if '"' in text else _plain(section, text, line)
    for name in NEEDED[section]:
        if name not in table.header:
            raise FileFault(fault(line, "", "no-column", name=name, section=section))
    twice = next((name for name in table.header if table.header.count(name) > 1), None)
    if twice is not None:
        raise FileFault(fault(line, "", "twice-column", name=twice))
    return table


def _plain(section: Section, text: str, line: int) -> Table:
    texts = (text.replace("\r", "") if "\r" in text else text).split("\n")
    begin = next((at for at, each in enumerate(texts) if each.strip()), None)
    if begin is None:
        raise FileFault(fault(line, "", "no-header", section=section))
    header = _names(texts[begin].split(";"))
    lines: list[int] | range = range(line + begin + 1, line + len(texts))
    texts = texts[begin + 1 :]
    blank, between = [], len(header) - 1
    for at, each in enumerate(texts):
        if each[:1] in BLANK and not each.strip(BLANK):  # "" is in every text
            blank.append(at)
        elif each.count(";") != between:
            raise FileFault(fault(lines[at], "", "width", found=each.count(";") + 1, expected=len(header)))
    if blank == [len(texts) - 1]:  # nothing after the last line end
        texts.pop()
    elif blank:
        skipped = set(blank)
        lines = [number for at, number in enumerate(lines) if at not in skipped]
        texts = [each for at, each in enumerate(texts) if at not in skipped]
    return Table(section, header, texts=texts, lines=lines)


def _quoted(section: Section, text: str, line: int) -> Table:
    """Fields in quotes may hold semicolons, quotes (doubled) and line ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    physical = text.split("\n")
    header: tuple[str, ...] | None = None
    rows, lines, written, begins = [], [], [], 0
    try:
        for row in reader:
            number, as_written = line + begins, "\n".join(physical[begins : reader.line_num]).rstrip("\r")
            begins = reader.line_num
            if not any(each.strip() for each in row):
                continue
            if header is None:
                header = _names(row)
            elif len(row) != len(header):
                raise FileFault(fault(number, "", "width", found=len(row), expected=len(header)))
            else:
                rows.append(row)
                lines.append(number)
                written.append(as_written)
    except csv.Error:
        raise FileFault(fault(line + begins, "", "quote")) from None
    if header is None:
        raise FileFault(fault(line, "", "no-header", section=section))
    return Table(section, header, split=rows, lines=lines, written=written)


def _names(header: list[str]) -> tuple[str, ...]:
    return tuple(name.strip() for name in header)


def _meta(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for at, row in enumerate(table.rows()):
        key = row[0].strip()
        if key in found:
            raise FileFault(fault(table.line(at), "", "twice-key", key=key))
        found[key] = row[1].strip() if len(row) > 1 else ""
    return found
