"""What a backup says of itself: versions, migrations, and the count and SHA-256 of each part."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

NAME = "manifest.json"
FORMAT = 1


class Unusable(Exception):
    """This backup cannot be put back; the sentence says why."""


@dataclass(frozen=True)
class Table:
    name: str
    columns: list[str]
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        return f"tables/{self.name}.csv"


@dataclass(frozen=True)
class File:
    path: str  # media/…, maps/…: its place in the data folder and in the archive
    size: int
    sha256: str


@dataclass
class Manifest:
    made_at: str
    terreau: str
    postgresql: str
    town: str = ""
    migrations: list[list[str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    sequences: dict[str, int | None] = field(default_factory=dict)  # last number given, None when none was
    files: list[File] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    secrets: bool = False
    left_out: list[str] = field(default_factory=list)
    format: int = FORMAT

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        try:
            read: dict[str, Any] = json.loads(text)
            if read["format"] != FORMAT:
                said = _("Cette sauvegarde a le format %(theirs)s ; ce Terreau lit le format %(ours)s.")
                raise Unusable(said % {"theirs": read["format"], "ours": FORMAT})
            read["tables"] = [Table(**one) for one in read["tables"]]
            read["files"] = [File(**one) for one in read["files"]]
            return cls(**read)
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise Unusable(_("Le sommaire de cette sauvegarde ne se lit pas (%s).") % fault) from None
