"""One page of the filtered set, with what the list and the table show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import EmptyPage, Page, Paginator
from django.utils.functional import cached_property

from terreau.know.cards.filters import Filter
from terreau.know.cards.models import Card, Category
from terreau.know.cards.queries.where import Conditions, ordering
from terreau.know.cards.queries.words import corrected
from terreau.lib import geo

PAGE, TABLE_PAGE = 30, 50


@dataclass(frozen=True)
class Row:
    """A card of the list; `metres` when the list is sorted around a point."""

    card: Card
    themes: Sequence[Category]
    metres: int | None


class Counted(Paginator):  # type: ignore[type-arg]  # generic for the checker only
    """A paginator whose count is already known."""

    def __init__(self, *arguments: object, count: int, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # Django's own signature
        self._count = count

    @cached_property
    def count(self) -> int:
        return self._count


def page_of(where: Conditions, count: int) -> tuple["Page[Card]", list[Row]]:
    """The page asked for, or the last one when there are fewer."""
    found = where.found
    cards = where.queryset().select_related("kind", "district", "place").defer("search", "description", "sources")
    cards = cards.order_by(*ordering(found))
    pages = Counted(cards, TABLE_PAGE if found.view == "table" else PAGE, count=count)
    try:
        page = pages.page(found.page)
    except EmptyPage:
        page = pages.page(pages.num_pages)
    held = list(page.object_list)
    themes = Category.objects.in_bulk({pk for card in held for pk in card.themes})
    return page, [Row(card, [themes[pk] for pk in card.themes if pk in themes], _metres(found, card)) for card in held]


def _metres(found: Filter, card: Card) -> int | None:
    if found.near is None or card.lon is None or card.lat is None:
        return None
    return round(geo.metres(found.near[:2], (card.lon, card.lat)))


def correction(found: Filter) -> str:
    """A better spelling when the words as typed answer nothing."""
    return "" if found.exact or not found.q else corrected(found.q)
