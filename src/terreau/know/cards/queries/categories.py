"""The tree of categories with what each one holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection

from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Category

USED = """
SELECT category, count(*) FROM (
    SELECT DISTINCT id, unnest(themes || coalesce(kind_id::integer, -1)) AS category
    FROM cards_card WHERE status <> 'merged'
) AS held GROUP BY category
"""
UNDER = "SELECT category, count(*) FROM cards_card, unnest(path) AS category WHERE status <> 'merged' GROUP BY category"


@dataclass(frozen=True)
class Node:
    category: Category
    depth: int
    used: int  # cards that name it
    under: int  # cards that name it or one below it
    first: bool
    last: bool
    children: list["Node"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child


def tree(branch: Branch) -> list[Node]:
    """The roots of a branch, each with its descendants; archived ones come last among their sisters."""
    sisters: dict[int | None, list[Category]] = {}
    for category in Category.objects.filter(branch=branch):
        sisters.setdefault(category.parent_id, []).append(category)
    counts = _counts(USED), _counts(UNDER)
    return _nodes(sisters, None, 0, counts)


def _nodes(
    sisters: dict[int | None, list[Category]],
    parent: int | None,
    depth: int,
    counts: tuple[dict[int, int], dict[int, int]],
) -> list[Node]:
    used, under = counts
    group = sorted(sisters.get(parent, []), key=lambda one: one.archived)
    return [
        Node(
            one, depth, used.get(one.pk, 0), under.get(one.pk, 0), rank == 0, rank == len(group) - 1,
            _nodes(sisters, one.pk, depth + 1, counts),
        )
        for rank, one in enumerate(group)
    ]  # fmt: skip


def _counts(sql: str) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())


def uses(category: Category) -> int:
    """How many cards name it or one below it."""
    return _counts(UNDER).get(category.pk, 0)


def family(category: Category) -> set[int]:
    """The category and all those below it."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Category.objects.values_list("pk", "parent"):
        children.setdefault(parent, []).append(pk)
    found, left = set(), [category.pk]
    while left:
        pk = left.pop()
        found.add(pk)
        left += children.get(pk, [])
    return found
