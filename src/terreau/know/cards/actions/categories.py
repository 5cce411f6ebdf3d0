"""Shaping the tree of categories; cards that hold a changed one are filed again in the same transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.know.cards.enums import Branch, Change
from terreau.know.cards.models import Card, Category, Revision
from terreau.know.cards.queries.categories import family
from terreau.know.cards.queries.filing import filing
from terreau.lib.errors import Refused
from terreau.lib.names import slug_of
from terreau.trust.audit.actions import record

CHUNK = 2_000
DEEPEST = 4
WORDS = ("name", "name_en", "synonyms", "icon")


@transaction.atomic
def add_category(*, branch: Branch, words: Mapping[str, Any], parent: Category | None, by: Any) -> Category:
    """`words`: name, name_en, synonyms, icon."""
    _check_place(branch, parent, height=1)
    _check_name(words["name"], branch, parent)
    last = Category.objects.filter(branch=branch, parent=parent).aggregate(last=Max("position"))["last"]
    category = Category.objects.create(
        branch=branch, parent=parent, slug=_free_slug(words["name"]), position=(last or 0) + 1, **_words(words)
    )
    record("cards.category_added", by=by, on=category)
    return category


@transaction.atomic
def rename_category(*, category: Category, words: Mapping[str, Any], by: Any) -> Category:
    """Its address (slug) stays, so that no filter already shared breaks."""
    _check_name(words["name"], Branch(category.branch), category.parent, but=category)
    changed = [name for name, value in _words(words).items() if getattr(category, name) != value]
    for name, value in _words(words).items():
        setattr(category, name, value)
    if changed:
        category.save(update_fields=changed)
        _refile({category.pk})
        record("cards.category_renamed", by=by, on=category, detail={"fields": changed})
    return category


@transaction.atomic
def move_category(*, category: Category, parent: Category | None, by: Any) -> Category:
    if parent is not None and parent.pk in family(category):
        raise Refused(_("Une catégorie ne se range pas sous elle-même."))
    _check_place(Branch(category.branch), parent, height=_height(category))
    _check_name(category.name, Branch(category.branch), parent, but=category)
    category.parent = parent
    category.save(update_fields=["parent"])
    _refile(family(category))
    record("cards.category_moved", by=by, on=category, detail={"under": parent.pk if parent else None})
    return category


@transaction.atomic
def order_category(*, category: Category, step: int, by: Any) -> None:
    """One place up (-1) or down (1) among its sisters."""
    sisters = list(Category.objects.select_for_update().filter(branch=category.branch, parent=category.parent_id))
    sisters.sort(key=lambda one: one.archived)
    place = next(rank for rank, one in enumerate(sisters) if one.pk == category.pk)
    if 0 <= place + step < len(sisters):
        sisters.insert(place + step, sisters.pop(place))
    for rank, one in enumerate(sisters):
        one.position = rank
    Category.objects.bulk_update(sisters, ["position"])
    record("cards.categories_ordered", by=by, on=category)


@transaction.atomic
def merge_categories(*, kept: Category, gone: Category, by: Any) -> int:
    """Cards and children of `gone` pass to `kept`, with its words as synonyms; returns how many cards changed."""
    if kept.pk in family(gone):
        raise Refused(_("Choisissez une autre catégorie : celle-ci est rangée sous celle que vous réunissez."))
    if kept.branch != gone.branch or kept.archived:
        raise Refused(_("On réunit deux catégories en usage d’une même famille."))
    below = family(gone)
    for child in gone.children.all():
        _check_name(child.name, Branch(kept.branch), kept, but=child)
    gone.children.update(parent=kept)
    words = [gone.name, gone.name_en, *gone.synonyms]
    kept.synonyms = list(dict.fromkeys([*kept.synonyms, *(word for word in words if word and word != kept.name)]))
    for name in ("osm", "transiscope"):
        setattr(kept, name, list(dict.fromkeys([*getattr(kept, name), *getattr(gone, name)])))
    kept.save(update_fields=["synonyms", "osm", "transiscope"])
    gone.archived = True
    gone.save(update_fields=["archived"])
    count = _pass_on(gone.pk, kept.pk, by)
    _refile(below | {kept.pk})
    record("cards.categories_merged", by=by, on=kept, detail={"gone": gone.pk, "cards": count})
    return count


@transaction.atomic
def archive_category(*, category: Category, by: Any) -> Category:
    """No longer offered; the cards that hold it keep it."""
    if category.children.filter(archived=False).exists():
        raise Refused(_("Déplacez ou archivez d’abord les catégories rangées sous celle-ci."))
    category.archived = True
    category.save(update_fields=["archived"])
    record("cards.category_archived", by=by, on=category)
    return category


@transaction.atomic
def restore_category(*, category: Category, by: Any) -> Category:
    if category.parent is not None and category.parent.archived:
        raise Refused(_("La catégorie au-dessus est archivée : remettez-la d’abord en usage."))
    _check_name(category.name, Branch(category.branch), category.parent, but=category)
    category.archived = False
    category.save(update_fields=["archived"])
    record("cards.category_restored", by=by, on=category)
    return category


def _words(words: Mapping[str, Any]) -> dict[str, Any]:
    return {name: words[name] for name in WORDS if name in words}


def _check_name(name: str, branch: Branch, parent: Category | None, but: Category | None = None) -> None:
    sisters = Category.objects.filter(branch=branch, parent=parent, archived=False, name__iexact=name.strip())
    if sisters.exclude(pk=but.pk if but else 0).exists():
        raise Refused(_("Une catégorie s’appelle déjà « %(name)s » à cet endroit.") % {"name": name})


def _check_place(branch: Branch, parent: Category | None, *, height: int) -> None:
    if parent is None:
        return
    if parent.branch != branch or parent.archived:
        raise Refused(_("On range une catégorie sous une catégorie en usage de la même famille."))
    depth: int = height
    above: Category | None = parent
    while above is not None:
        depth, above = depth + 1, above.parent
    if depth > DEEPEST:
        raise Refused(_("L’arbre a déjà quatre étages à cet endroit : choisissez une catégorie plus haute."))


def _height(category: Category) -> int:
    return 1 + max((_height(child) for child in category.children.all()), default=0)


def _free_slug(name: str) -> str:
    base = slug_of(name)[:50].strip("-") or "categorie"
    taken = set(Category.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    ranks = (base, *(f"{base}-{rank}" for rank in range(2, len(taken) + 3)))
    return next(slug for slug in ranks if slug not in taken)


def _refile(categories: Iterable[int]) -> None:
    """Write the path of the cards concerned again; the database then renews their search words.

    Cards that really moved are dated, so that counts kept in memory are read again.
    """
    places, now = filing(), timezone.now()
    cards = Card.objects.filter(path__overlap=list(categories)).only("pk", "kind_id", "themes", "path", "updated_at")
    for chunk in batched(cards.iterator(chunk_size=CHUNK), CHUNK):
        for card in chunk:
            path = places.path({"kind": card.kind_id, "themes": card.themes})
            if path != card.path:
                card.path, card.updated_at = path, now
        Card.objects.bulk_update(chunk, ["path", "updated_at"])


def batched(cards: Iterable[Card], size: int) -> Iterator[list[Card]]:
    cards = iter(cards)
    while chunk := list(islice(cards, size)):
        yield chunk


def _pass_on(gone: int, kept: int, by: Any) -> int:
    """Each card that named `gone` names `kept`, with a line in its history."""
    concerned = Card.objects.select_for_update(of=("self",)).filter(Q(kind_id=gone) | Q(themes__contains=[gone]))
    cards = list(concerned.only("pk", "kind_id", "themes", "version"))
    revisions: list[Revision] = []
    for card in cards:
        before: dict[str, Any] = {"kind": card.kind_id, "themes": list(card.themes)}
        card.kind_id = kept if card.kind_id == gone else card.kind_id
        card.themes = sorted({kept if theme == gone else theme for theme in card.themes})
        after = {"kind": card.kind_id, "themes": card.themes}
        changed = [name for name in after if after[name] != before[name]]
        revisions.append(_revision(card, by, {n: before[n] for n in changed}, {n: after[n] for n in changed}))
    Card.objects.bulk_update(cards, ["kind", "themes"], batch_size=CHUNK)
    touched: Sequence[int] = [card.pk for card in cards]
    Card.objects.filter(pk__in=touched).update(version=F("version") + 1, updated_at=timezone.now())
    Revision.objects.bulk_create(revisions, batch_size=CHUNK)
    return len(cards)


def _revision(card: Card, by: Any, before: dict[str, Any], after: dict[str, Any]) -> Revision:
    return Revision(
        card=card, by=by, change=Change.EDITED, before=before, after=after, note=_("Deux catégories réunies")
    )
