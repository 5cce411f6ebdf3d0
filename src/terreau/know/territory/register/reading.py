"""The register in memory: read once by the process that asks, dropped with it."""

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from terreau.lib.errors import Refused
from terreau.lib.names import name_key

FILE = Path(__file__).resolve().parent / "dist" / "communes.json.gz"


@dataclass(frozen=True)
class Commune:
    code: str
    name: str
    departement: str
    departement_name: str
    population: int | None
    postcodes: tuple[str, ...]
    grouping: str  # code of the intercommunality, "" when there is none
    grouping_name: str


@dataclass(frozen=True)
class Register:
    by_code: dict[str, Commune]
    by_key: dict[str, list[Commune]]
    by_postcode: dict[str, list[Commune]]
    by_grouping: dict[str, list[Commune]]
    source: str


@lru_cache(maxsize=1)
def register() -> Register:
    if not FILE.is_file():
        raise Refused(_("Le registre des communes manque : relancez l’installation (bin/setup)."))
    raw = json.loads(gzip.decompress(FILE.read_bytes()))
    communes = [_commune(row, raw) for row in raw["communes"]]
    by_code = {commune.code: commune for commune in communes}
    by_key: dict[str, list[Commune]] = defaultdict(list)
    by_postcode: dict[str, list[Commune]] = defaultdict(list)
    by_grouping: dict[str, list[Commune]] = defaultdict(list)
    for commune in communes:
        by_key[name_key(commune.name)].append(commune)
        by_grouping[commune.grouping].append(commune)
        for postcode in commune.postcodes:
            by_postcode[postcode].append(commune)
    for code, name, present in raw["former"]:
        _add_former(code, name, by_code.get(present), by_code, by_key)
    for row in raw["communes"]:
        for old in row[6]:
            by_code.setdefault(old, by_code[row[0]])
    return Register(by_code, dict(by_key), dict(by_postcode), dict(by_grouping), raw["source"])


def _commune(row: list[object], raw: dict[str, dict[str, str]]) -> Commune:
    code, name, departement, population, postcodes, grouping, _old = row
    return Commune(
        str(code), str(name), str(departement), raw["departements"].get(str(departement), ""),
        population if isinstance(population, int) else None,
        tuple(map(str, postcodes)) if isinstance(postcodes, list) else (),
        str(grouping), raw["groupings"].get(str(grouping), ""),
    )  # fmt: skip


def _add_former(
    code: str, name: str, present: Commune | None, by_code: dict[str, Commune], by_key: dict[str, list[Commune]]
) -> None:
    """A commune that joined another leads to the one it belongs to now."""
    if present is None:
        return
    by_code.setdefault(code, present)
    homes = by_key[name_key(name)]
    if present not in homes:
        homes.append(present)
