"""The proposals of an edition: filtered, counted, sorted, one page at a time."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Func,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Proposal
from terreau.decide.proposals.queries.likeness import alike
from terreau.know.cards.models import Category
from terreau.know.cards.queries.words import query_of, words_of
from terreau.know.territory.models import District

ON_A_PAGE = 24
SORTS = ("", "new", "support")
VIEWS = ("", "map", "table")
FILTERS = ("status", "category", "district", "point")
FIELDS = {"status": "status", "category": "category__slug", "district": "district__slug", "point": "pointed"}
PAST = (Status.MERGED, Status.WITHDRAWN, Status.REFUSED)


@dataclass(frozen=True)
class Option:
    """One answer of a facet."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Wanted:
    """What an address asks for."""

    chosen: Mapping[str, Sequence[str]]
    asked: str = ""
    sort: str = ""
    view: str = ""

    @property
    def query(self) -> str:
        """The same filter, for another view of it."""
        pairs = [(name, value) for name in FILTERS for value in self.chosen[name]]
        return urlencode([*pairs, *((k, v) for k, v in (("q", self.asked), ("sort", self.sort)) if v)])

    @property
    def unplaced(self) -> str:
        """The same filter, without those that the map shows."""
        return replace(self, chosen={**self.chosen, "point": ("no",)}).query

    @property
    def narrowed(self) -> bool:
        return bool(self.asked) or any(self.chosen[name] for name in FILTERS)


@dataclass(frozen=True)
class Placed:
    """How much of a filtered set the map shows: ideas with a point, without, and those that go no further."""

    on: int
    off: int
    past: int


@dataclass(frozen=True)
class Listing:
    """The filtered set; facets count what each answer would give."""

    edition: Edition
    wanted: Wanted

    @cached_property
    def everything(self) -> QuerySet[Proposal]:
        point = Case(When(lon__isnull=True, then=Value("no")), default=Value("yes"), output_field=CharField())
        return Proposal.objects.shown().filter(edition=self.edition).annotate(pointed=point)

    @cached_property
    def found(self) -> QuerySet[Proposal]:
        rows = self._holding_words(self.everything)
        for name in FILTERS:
            rows = self._narrowed(rows, name)
        return self._sorted(rows)

    def _holding_words(self, rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
        """Every word, by its stem or its beginning, whatever its accents and case."""
        if not words_of(self.wanted.asked):
            return rows
        column = Func(template='"proposals_proposal"."search"', output_field=TextField())  # kept by the database
        holds = Func(
            column,
            query_of(self.wanted.asked),
            template="%(expressions)s",
            arg_joiner=" @@ ",
            output_field=BooleanField(),
        )
        return rows.filter(holds)

    def _narrowed(self, rows: QuerySet[Proposal], name: str) -> QuerySet[Proposal]:
        values = self.wanted.chosen[name]
        if not values:
            return rows
        return rows.filter(**{f"{FIELDS[name]}__in": values})

    def _sorted(self, rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
        if self.wanted.sort == "new":
            return rows.order_by("-made_at", "-pk")
        if self.wanted.sort == "support":
            return rows.order_by("-supports", "pk")
        seed = hashlib.sha256(f"{timezone.localdate()}{self.edition.pk}".encode()).hexdigest()
        drawn = Func(Concat(Cast("pk", CharField()), Value(seed)), function="md5", output_field=TextField())
        last = Case(When(status__in=(Status.MERGED, Status.WITHDRAWN), then=1), default=0, output_field=IntegerField())
        return rows.order_by(last, drawn)

    @staticmethod
    def _light(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
        return rows.select_related("district", "category", "edition").defer("text", "meaning", "edition__rule")

    def page(self, number: str) -> Page[Proposal]:
        return Paginator(self._light(self.found), ON_A_PAGE).get_page(number)

    @cached_property
    def placed(self) -> Placed:
        there = Q(lon__isnull=False)
        count = {
            "on": Count("pk", filter=there),
            "off": Count("pk", filter=~there),
            "past": Count("pk", filter=there & Q(status__in=PAST)),
        }
        return Placed(**self.found.order_by().aggregate(**count))

    @cached_property
    def nearby(self) -> list[Proposal]:
        """In other words: what means nearly the same as the words that were asked."""
        return alike(self.edition, self.wanted.asked) if self.wanted.asked else []

    @cached_property
    def facets(self) -> list[tuple[str, list[Option]]]:
        statuses = dict(Status.choices)
        categories = {one.slug: str(one) for one in Category.objects.all()}
        districts = dict(District.objects.values_list("slug", "name"))
        points = {"yes": _("Montrée sur la carte"), "no": _("Sans point sur la carte")}
        return [
            ("status", self._options("status", statuses)),
            ("category", self._options("category", categories)),
            ("district", self._options("district", districts)),
            ("point", self._options("point", points)),
        ]

    def _options(self, name: str, labels: Mapping[str, object]) -> list[Option]:
        rows = self._holding_words(self.everything)
        for other in FILTERS:
            rows = rows if other == name else self._narrowed(rows, other)
        field = FIELDS[name]
        counted = dict(rows.order_by().values(field).annotate(n=Count("pk")).values_list(field, "n"))
        chosen = set(self.wanted.chosen[name])
        return [
            Option(value, str(label), counted.get(value, 0), value in chosen)
            for value, label in labels.items()
            if counted.get(value) or value in chosen
        ]
