"""The history of a card in sentences: who changed what, from what to what, and what can be taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from terreau.know.cards import species as kinds
from terreau.know.cards.enums import Change
from terreau.know.cards.models import Card, Category, Revision

UNDOABLE = frozenset(Change) - {Change.CONFIRMED}


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    id: int
    at: datetime
    title: str
    by: str
    source: str
    note: str
    changes: tuple[FieldChange, ...]
    undone: bool
    undoable: bool


def history(card: Card, limit: int | None = None) -> list[Entry]:
    """Newest first, in a fixed number of queries."""
    revisions = card.revisions.select_related("by", "source", "undone_by")[:limit]
    names = dict(Category.objects.values_list("pk", "name"))
    return [_entry(card, revision, names) for revision in revisions]


def _entry(card: Card, revision: Revision, names: dict[int, str]) -> Entry:
    undone = hasattr(revision, "undone_by")
    return Entry(
        id=revision.pk,
        at=revision.at,
        title=_title(revision),
        by=str(revision.by) if revision.by else "",
        source=str(revision.source) if revision.source else "",
        note=revision.note,
        changes=tuple(_changes(card, revision, names)),
        undone=undone,
        undoable=not undone and revision.change in UNDOABLE,
    )


def _title(revision: Revision) -> str:
    if revision.change == Change.MERGED:
        names = revision.after.get("other_names") or [""]
        return _("Deux fiches réunies : « %(name)s » est gardé parmi les noms") % {"name": names[-1]}
    if revision.change == Change.MISSING:
        return _("De retour dans sa source") if revision.before.get("missing_since") else str(Change.MISSING.label)
    return str(Change(revision.change).label)


def _changes(card: Card, revision: Revision, names: dict[int, str]) -> Iterator[FieldChange]:
    if revision.change == Change.CREATED:
        return
    labels = kinds.labels_of(card.species)
    for name, after in revision.after.items():
        if name in labels:
            before = revision.before.get(name)
            yield FieldChange(str(labels[name]), _said(name, before, names), _said(name, after, names))


def _said(name: str, value: Any, names: dict[int, str]) -> str:
    if name == "kind":
        return names.get(value, "")
    if name == "themes":
        return ", ".join(names.get(pk, "?") for pk in value or ())
    if name == "links":
        return ", ".join(f"{link['label']} {link['url']}" for link in value or ())
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)
