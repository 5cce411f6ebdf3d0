"""The tree of categories that every town starts from, and the sources that every town has."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from terreau.know.cards.enums import Licence, SourceKind
from terreau.know.cards.models import Category, Source
from terreau.trust.audit.actions import record

SHIPPED = Path(__file__).resolve().parent.parent / "taxonomy" / "fr.json"

BUILTIN = {
    "self": ("La fiche elle-même", SourceKind.SELF, Licence.OWN),
    "survey": ("Constat sur place", SourceKind.SURVEY, Licence.LO2),
    "town": ("Saisie par la ville", SourceKind.TOWN, Licence.LO2),
}


def builtin_source(slug: str) -> Source:
    """One of the three sources of what people write here themselves."""
    name, kind, licence = BUILTIN[slug]
    source, _created = Source.objects.get_or_create(
        slug=slug, defaults={"name": name, "kind": kind, "licence": licence}
    )
    return source


@transaction.atomic
def load_taxonomy(*, path: Path = SHIPPED, by: Any) -> int:
    """Create the shipped categories that are missing; those that the town changed are left alone."""
    nodes = json.loads(path.read_text(encoding="utf-8"))
    known = {category.slug: category for category in Category.objects.all()}
    created = 0
    for position, node in enumerate(nodes):
        if node["slug"] in known:
            continue
        parent = known[node["parent"]] if node.get("parent") else None
        known[node["slug"]] = Category.objects.create(
            branch=node["branch"], slug=node["slug"], name=node["name"], name_en=node.get("name_en", ""),
            parent=parent, position=position, icon=node.get("icon", ""), synonyms=node.get("synonyms", []),
            osm=node.get("osm", []), schema=node.get("schema") or "", transiscope=node.get("transiscope", []),
        )  # fmt: skip
        created += 1
    if created:
        record("cards.categories_loaded", by=by, detail={"count": created})
    return created
