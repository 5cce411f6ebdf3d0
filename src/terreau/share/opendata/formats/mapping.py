"""From the columns of a file to the fields of a card: proposed, then applied row by row with every fault named."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from terreau.share.opendata.formats import cleaning
from terreau.share.opendata.formats.placing import Frame
from terreau.share.opendata.formats.reading import Column, Row
from terreau.share.opendata.formats.targets import BY_HEADING, MANY, NAMES, TARGETS, heading_key

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
WEB = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
PHONE = re.compile(r"(\+33|0)[\d\s.]{9,14}")


@dataclass(frozen=True)
class Problem:
    """A fault: where it is, and what to do; the row goes on without that value unless it is fatal."""

    field: str
    sentence: str
    fatal: bool = False


@dataclass(frozen=True)
class Candidate:
    """What a row wants to say of a card."""

    number: int
    key: str
    values: dict[str, Any]
    words: tuple[str, ...] = ()  # categories as the file writes them
    problems: tuple[Problem, ...] = field(default=())

    @property
    def refused(self) -> bool:
        return any(problem.fatal for problem in self.problems)


def propose_mapping(columns: Iterable[Column]) -> dict[str, str]:
    """The target of each column, by its heading, else by what its values look like; "" when nothing fits."""
    mapping: dict[str, str] = {}
    taken: set[str] = set()
    ranked = sorted(columns, key=_rank)
    for strict in (True, False):
        for column in ranked:
            if mapping.get(column.name):
                continue
            target = _by_heading(column) if strict else _by_samples(column)
            if target == "website" and not strict and "website" in taken:
                target = "link"  # the page of a directory beside the site itself
            free = target in MANY or target not in taken
            mapping[column.name] = target if target and free else ""
            taken |= {mapping[column.name]} - {""}
    return mapping


def _rank(column: Column) -> int:
    """The plainest heading of a field first: `website` before `url`, `name` before `label`."""
    key = heading_key(column.name)
    known = NAMES.get(BY_HEADING.get(key, ""), ())
    return known.index(key) if key in known else len(BY_HEADING)


def _by_heading(column: Column) -> str:
    key = heading_key(column.name)
    target = BY_HEADING.get(key) or BY_HEADING.get(key.rpartition(" ")[2] if "." in column.name else "", "")
    if target in ("lat", "lon") and column.low is None:
        return ""
    return target


def _by_samples(column: Column) -> str:
    samples = column.samples
    for pattern, target in ((EMAIL, "email"), (PHONE, "phone"), (WEB, "website")):
        if samples and all(pattern.fullmatch(sample.strip()) for sample in samples):
            return target
    return ""


def apply_mapping(row: Row, mapping: Mapping[str, str], frame: Frame) -> Candidate:
    """Cleaned values and the problems met; a row without a name is refused, everything else goes on."""
    raw: dict[str, list[Any]] = {target: [] for target in TARGETS}
    for column, target in mapping.items():
        value = row.values.get(column)
        if target in raw and value not in (None, "", []):
            raw[target] += value if isinstance(value, list) else [value]
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for target, clean in cleaning.CLEANERS.items():
        if raw[target]:
            try:
                value = clean(raw[target])
            except cleaning.Unclean as fault:
                problems.append(Problem(target, _("ligne %(n)d, %(fault)s") % {"n": row.number, "fault": fault}))
            else:
                if value not in ("", [], None):
                    values[target] = value
    problems += _place(row, raw, values, frame)
    if not values.get("name"):
        sentence = _("ligne %(n)d : pas de nom. Donnez-en un dans le fichier, ou choisissez la colonne du nom.") % {
            "n": row.number
        }
        problems.append(Problem("name", sentence, fatal=True))
    words = cleaning.words(raw["category"])
    key = str(raw["key"][0])[:200] if raw["key"] else row.key[:200]
    return Candidate(row.number, key, values, words, tuple(problems))


def _place(row: Row, raw: dict[str, list[Any]], values: dict[str, Any], frame: Frame) -> list[Problem]:
    position, fault = frame.position(row, raw)
    if position:
        values["lon"], values["lat"], values["precision"] = *position, "exact"
    return [Problem("lat", _("ligne %(n)d, %(fault)s") % {"n": row.number, "fault": fault})] if fault else []
