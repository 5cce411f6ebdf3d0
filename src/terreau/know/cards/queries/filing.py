"""Where a card is filed: its path in the tree of categories, its district, a free slug."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from terreau.know.cards.models import Card, Category
from terreau.know.cards.rules import Values, path_of
from terreau.know.territory.queries import district_at
from terreau.lib.names import slug_of

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Filing:
    """Read once, then files any number of cards without a query."""

    parents: dict[int, int | None]

    def path(self, values: Values) -> list[int]:
        return path_of(values.get("kind"), values.get("themes") or (), self.parents)

    @staticmethod
    def district(values: Values) -> int | None:
        lon, lat = values.get("lon"), values.get("lat")
        district = district_at(lon, lat) if lon is not None and lat is not None else None
        return district.pk if district else None


def filing() -> Filing:
    return Filing(dict(Category.objects.values_list("pk", "parent")))


def free_slugs(names: Iterable[str]) -> list[str]:
    """A slug for each name, distinct from all others; a taken one gets a short random tail."""
    bases = [slug_of(name)[:80].strip("-") or "fiche" for name in names]
    taken = set(Card.objects.filter(slug__in=bases).values_list("slug", flat=True))
    slugs = []
    for base in bases:
        slug = base if base not in taken else f"{base}-{''.join(secrets.choice(ALPHABET) for _ in range(6))}"
        taken.add(slug)
        slugs.append(slug)
    return slugs
