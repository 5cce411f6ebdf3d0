"""From a filter to a queryset: one place where words, categories, boxes and distances become conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from math import cos, radians

from django.db.models import BooleanField, Expression, F, FloatField, Func, Q, QuerySet, TextField, Value
from django.utils import timezone

from terreau.know.cards.filters import Box, Filter
from terreau.know.cards.models import Card, Category
from terreau.know.cards.queries.version import version
from terreau.know.cards.queries.words import query_of
from terreau.lib import geo

OLD = timedelta(days=365)


def point(lon: float, lat: float) -> Func:
    x, y = geo.to_mercator((lon, lat))
    return Func(Value(x), Value(y), function="point", output_field=TextField())


def here() -> Func:
    """The column that the database keeps (see migration 0003); Django's model does not carry it."""
    return Func(template='"cards_card"."point"', output_field=TextField())


def in_box(box: Box) -> Func:
    west, south, east, north = box
    shape = Func(point(west, south), point(east, north), function="box", output_field=TextField())
    return Func(here(), shape, template="%(expressions)s", arg_joiner=" <@ ", output_field=BooleanField())


def within(lon: float, lat: float, radius: float) -> Func:
    """A circle, not a box; on the Mercator plane lengths grow with the latitude."""
    stretched = radius / cos(radians(lat))
    shape = Func(point(lon, lat), Value(stretched), function="circle", output_field=TextField())
    return Func(here(), shape, template="%(expressions)s", arg_joiner=" <@ ", output_field=BooleanField())


def distance_to(lon: float, lat: float) -> Func:
    """Mercator metres: right for ordering; the true distance is computed on the rows shown."""
    return Func(here(), point(lon, lat), template="(%(expressions)s)", arg_joiner=" <-> ", output_field=FloatField())


@dataclass(frozen=True)
class Conditions:
    """The categories of the filter resolved once, so that each facet can reuse them."""

    found: Filter
    ids: Mapping[str, int] = field(hash=False)
    version: int

    def queryset(self, *, besides: str = "") -> QuerySet[Card]:
        """Published cards that answer the filter, leaving out the question named by `besides`."""
        f = self.found.without(besides) if besides else self.found
        cards = Card.objects.published()
        if f.species:
            cards = cards.filter(species=f.species)
        for name in ("kind", "theme"):
            if chosen := getattr(f, name):
                cards = cards.filter(path__overlap=[self.ids.get(slug, 0) for slug in chosen])
        if f.district:
            cards = cards.filter(district__slug__in=f.district)
        if f.state:
            cards = cards.filter(place__state__in=f.state)
        if f.confirmed:
            cards = cards.filter(confirmed_in(f.confirmed))
        if f.q:
            cards = cards.filter(search=query_of(f.q))
        if f.box:
            cards = cards.filter(in_box(f.box))
        if f.near:
            lon, lat, km = f.near
            cards = cards.filter(within(lon, lat, km * 1000))
        return cards


def confirmed_in(periods: tuple[str, ...]) -> Q:
    since = timezone.localdate() - OLD
    each = {
        "recent": Q(confirmed_at__gte=since),
        "old": Q(confirmed_at__lt=since),
        "never": Q(confirmed_at__isnull=True),
    }
    wanted = Q()
    for period in periods:
        wanted |= each[period]
    return wanted


def conditions(found: Filter) -> Conditions:
    slugs = {*found.kind, *found.theme}
    ids = dict(Category.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
    return Conditions(found, ids, version())


def ordering(found: Filter) -> list[Expression | str]:
    """How the list is sorted; always ends on the id, so that pages never repeat a card."""
    by_name: list[Expression | str] = ["name_key", "pk"]
    match found.order:
        case "relevance" if found.q:
            rank = Func(F("search"), query_of(found.q), function="ts_rank", output_field=FloatField())
            return [rank.desc(), *by_name]
        case "change":
            return [F("updated_at").desc(), "pk"]
        case "near" if found.near:
            return [distance_to(found.near[0], found.near[1]).asc(nulls_last=True), "pk"]
        case _:
            return by_name
