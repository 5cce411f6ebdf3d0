"""What a town publishes with a result, as one file that anyone can open, check and count again."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any

from terreau.algorithms.counting.errors import CountingError
from terreau.algorithms.counting.publication import lots_file
from terreau.algorithms.counting.recount.letters import LETTERS
from terreau.algorithms.counting.rule import Rule

SUMS = "SHA256SUMS"
LOTS = "lots.json"
NEEDED = ("ballots.pb", "rule.toml", "result.json")
KNOWN = {*NEEDED, SUMS, "trace.json", LOTS, "draw.txt", "recount.py", *LETTERS}
LARGEST = 2 * 10**9  # bytes, all files together, unpacked
_DATE = (1980, 1, 1, 0, 0, 0)  # the same kit gives the same bytes on any day


class KitFault(CountingError):
    """A kit that cannot be trusted: `file` names the part, the sentence the remedy."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(f"{file}: {message}" if file else message)
        self.file = file


@dataclass(frozen=True)
class Kit:
    """The parts of a kit whose sums are right."""

    ballots: bytes
    rule: str
    result: Mapping[str, Any]
    script: bytes
    draw: str = ""
    lots: tuple[tuple[str, ...], ...] = ()


def script() -> bytes:
    """The stand-alone script, as it goes into every kit."""
    return files(__package__).joinpath("recount.py").read_bytes()


def build(
    ballots: bytes,
    rule: Rule,
    result: Mapping[str, Any],
    trace: Mapping[str, Any],
    *,
    draw: str = "",
    lots: Sequence[Sequence[str]] = (),
) -> bytes:
    """The kit as the bytes of a ZIP file; equal parts give equal bytes.

    Parameters
    ----------
    draw : the protocol of the public draw of lots, where there was one
    lots : what came out of it, one order for each tie; the rule stays as it was frozen
    """
    parts = {
        "ballots.pb": ballots,
        "rule.toml": rule.to_toml().encode(),
        "result.json": _json(result),
        "trace.json": _json(trace),
        "recount.py": script(),
        **{name: text.encode() for name, text in LETTERS.items()},
        **({"draw.txt": draw.encode()} if draw else {}),
        **({LOTS: lots_file(lots)} if lots else {}),
    }
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(parts.items()))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted({**parts, SUMS: sums.encode()}.items()):
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def open_kit(data: bytes) -> Kit:
    """Unpack a kit in memory and check its sums.

    Raises
    ------
    KitFault : where a part is missing, foreign, too large, or not what the sums say
    """
    parts = _unpacked(data)
    for name in (*NEEDED, SUMS):
        if name not in parts:
            raise KitFault(name, "missing from the kit. Download the kit again from the town's page.")
    lines = parts[SUMS].decode("utf-8", "replace").splitlines()
    sums = {name: total for total, _gap, name in (line.partition("  ") for line in lines)}
    for name, content in parts.items():
        if name != SUMS and sums.get(name) != sha256(content).hexdigest():
            raise KitFault(name, f"not the file that {SUMS} names. Download the kit again, or ask who changed it.")
    try:
        result = json.loads(parts["result.json"])
        rule = parts["rule.toml"].decode()
        lots = json.loads(parts.get(LOTS, b"[]"))
    except ValueError:
        raise KitFault("result.json", "cannot be read. Download the kit again from the town's page.") from None
    if not isinstance(result, dict):
        raise KitFault("result.json", "holds no result. Download the kit again from the town's page.")
    if not _are_lots(lots):
        raise KitFault(LOTS, "is no list of drawn orders. Download the kit again from the town's page.")
    return Kit(
        parts["ballots.pb"],
        rule,
        result,
        parts.get("recount.py", script()),
        parts.get("draw.txt", b"").decode("utf-8", "replace"),
        tuple(tuple(lot) for lot in lots),
    )


def _are_lots(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(lot, list) and all(isinstance(name, str) for name in lot) for lot in value
    )


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            foreign = next((e.filename for e in entries if e.filename not in KNOWN), None)
            if foreign is not None:
                raise KitFault(foreign, "has no place in a kit. Open only kits from the town's page.")
            if len({e.filename for e in entries}) < len(entries):
                raise KitFault(entries[0].filename, "is there twice. Open only kits from the town's page.")
            if sum(e.file_size for e in entries) > LARGEST:
                raise KitFault("", "The kit would unpack to more than 2 GB. Open only kits from the town's page.")
            return {e.filename: _read(archive, e) for e in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise KitFault("", "This is no kit: a kit is a ZIP file. Download it again from the town's page.") from None


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Never more than the size that the entry announces, whatever it unpacks to."""
    with archive.open(entry) as opened:
        content = opened.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise KitFault(entry.filename, "is larger than it says. Open only kits from the town's page.")
    return content


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
