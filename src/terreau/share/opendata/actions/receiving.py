"""A file arrives: copied, understood, its columns mapped for a person to check."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from terreau.know.cards.enums import Licence, SourceKind
from terreau.know.cards.models import Source
from terreau.lib.names import slug_of
from terreau.share.opendata.actions.asking import chosen
from terreau.share.opendata.enums import Stage
from terreau.share.opendata.formats import Hints, Reading, open_file
from terreau.share.opendata.formats.mapping import propose_mapping
from terreau.share.opendata.formats.placing import frame_of
from terreau.share.opendata.models import Import, Recipe
from terreau.trust.audit.actions import record

PLACE_FORMATS = {"friches"}


def receive_file(
    *,
    path: Path,
    name: str,
    source_name: str,
    licence: str,
    by: Any,
    species: str = "",
    kind: str = SourceKind.FILE,
    source: Source | None = None,
    ask: bool | None = None,
) -> Import:
    """Understand the file first (a refusal keeps nothing), then keep a copy and the proposed mapping."""
    reading = open_file(path, max_bytes=settings.IMPORT_MAX_BYTES)
    species = species or ("place" if reading.format in PLACE_FORMATS else "actor")
    mapping = remembered(reading) or propose_mapping(reading.columns)
    batch = Import(file_name=name[:200], sha256=_digest(path), species=species, made_by=by)
    batch.path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, batch.path)
    with transaction.atomic():
        batch.source = source or source_named(source_name, licence, kind)
        batch.ask = chosen(batch.source, ask)
        _describe(batch, reading, mapping, Hints())
        batch.save()
        record("opendata.file_received", by=by, on=batch, detail={"format": reading.format, "rows": reading.count})
    return batch


@transaction.atomic
def set_mapping(
    *, batch: Import, mapping: Mapping[str, str], by: Any, species: str, hints: Mapping[str, Any]
) -> Import:
    """What the connector corrected; the mapping is remembered for the next file with these headings."""
    cleaned = Hints(**{name: value for name, value in hints.items() if value not in ("", None)})
    reading = open_file(batch.path, hints=cleaned, max_bytes=settings.IMPORT_MAX_BYTES)
    batch.species = species
    batch.stage = Stage.RECEIVED
    _describe(batch, reading, mapping, cleaned)
    batch.save()
    Recipe.objects.update_or_create(
        signature=signature(reading), defaults={"mapping": dict(mapping), "species": species, "used_at": timezone.now()}
    )
    record("opendata.mapping_set", by=by, on=batch, public=False)
    return batch


def _describe(batch: Import, reading: Reading, mapping: Mapping[str, str], hints: Hints) -> None:
    _frame, said = frame_of(reading, mapping, hints, None)
    batch.format = reading.format
    batch.notes = [*reading.notes, *([said] if said else [])]
    batch.columns = [{"name": c.name, "filled": c.filled, "samples": c.samples} for c in reading.columns]
    batch.mapping = {column.name: mapping.get(column.name, "") for column in reading.columns}
    batch.hints = {name: value for name, value in hints.__dict__.items() if value not in ("", None)}
    batch.total = reading.count
    batch.done = 0


def signature(reading: Reading) -> str:
    return hashlib.sha256("\x1f".join(sorted(column.name for column in reading.columns)).encode()).hexdigest()


def remembered(reading: Reading) -> dict[str, str] | None:
    recipe = Recipe.objects.filter(signature=signature(reading)).first()
    return recipe.mapping if recipe else None


def source_named(name: str, licence: str, kind: str) -> Source:
    """One source per name: importing again updates what came from it. Its licence is what was last said of it."""
    slug = slug_of(name)[:80] or "source"
    source, created = Source.objects.get_or_create(
        slug=slug, defaults={"name": name[:160], "kind": kind, "licence": licence, "attribution": name[:200]}
    )
    if not created and licence != Licence.UNKNOWN and source.licence != licence:
        source.licence = licence
        source.save(update_fields=["licence"])
    return source


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
