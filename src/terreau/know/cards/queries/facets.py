"""Counted answers to each question of the filter, each counted as if its own question were still open."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from terreau.know.cards import species as kinds
from terreau.know.cards.enums import Branch, Species
from terreau.know.cards.filters import CONFIRMED, Filter
from terreau.know.cards.models import Category
from terreau.know.cards.queries import counting
from terreau.know.cards.queries.where import Conditions
from terreau.know.territory.queries import districts


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    checked: bool
    depth: int = 0


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    options: tuple[Option, ...]


def facets(where: Conditions) -> list[Facet]:
    """Those with something to say; a chosen answer stays visible even at zero."""
    found = where.found
    trees = _tree()
    by_path = {name: counting.paths(where, name) for name in ("kind", "theme")}
    scalar = {name: counting.scalars(where, name) for name in ("district", "confirmed")}
    kinds_open = Branch.PLACE if found.species == Species.PLACE else Branch.NATURE
    titles = {"recent": _("moins d’un an"), "old": _("plus d’un an"), "never": _("jamais")}
    states = kinds.of(Species.PLACE).states
    built = [
        Facet("kind", _("Nature"), _nodes(found, "kind", trees, by_path["kind"], kinds_open)),
        Facet("theme", _("Domaine"), _nodes(found, "theme", trees, by_path["theme"], Branch.THEME)),
        Facet("district", _("Quartier"), _plain(found, "district", scalar["district"], _districts())),
        Facet(
            "confirmed",
            _("Confirmé depuis"),
            _plain(found, "confirmed", scalar["confirmed"], [(k, k, titles[k]) for k in CONFIRMED]),
        ),
        Facet(
            "state",
            _("État du lieu"),
            _plain(found, "state", counting.states(where), [(k, k, str(v)) for k, v in states.items()]),
        ),
    ]
    return [facet for facet in built if facet.options]


def species_counts(where: Conditions) -> counting.Counts:
    return counting.scalars(where, "species")


def _districts() -> list[tuple[Any, str, str]]:
    return [(district.pk, district.slug, district.name) for district in districts()]


def _plain(
    found: Filter, name: str, counts: counting.Counts, answers: Iterable[tuple[Any, str, str]]
) -> tuple[Option, ...]:
    """`answers` are (key of the count, value in the address, label)."""
    chosen = getattr(found, name)
    rows = [Option(value, label, counts.get(key, 0), value in chosen) for key, value, label in answers]
    return tuple(row for row in rows if row.count or row.checked)


def _nodes(found: Filter, name: str, tree: "Tree", counts: counting.Counts, branch: Branch) -> tuple[Option, ...]:
    """Roots always; their children once the root or one of them is chosen."""
    chosen = getattr(found, name)
    rows: list[Option] = []
    for root in tree[branch, None]:
        below = tree[branch, root.pk]
        if not counts.get(root.pk) and root.slug not in chosen:
            continue
        rows.append(Option(root.slug, str(root), counts.get(root.pk, 0), root.slug in chosen))
        if root.slug in chosen or any(node.slug in chosen for node in below):
            rows += [
                Option(node.slug, str(node), counts.get(node.pk, 0), node.slug in chosen, depth=1)
                for node in below
                if counts.get(node.pk) or node.slug in chosen
            ]
    return tuple(rows)


Tree = Mapping[tuple[str, int | None], list[Category]]


def _tree() -> Tree:
    tree: dict[tuple[str, int | None], list[Category]] = defaultdict(list)
    for category in Category.objects.filter(archived=False):
        tree[category.branch, category.parent_id].append(category)
    return tree
