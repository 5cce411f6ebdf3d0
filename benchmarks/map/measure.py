"""What the map page costs with many cards: python benchmarks/map/measure.py [CARDS]. Needs DATABASE_URL to an empty database."""

import gzip
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zlib import crc32

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # Django is set up above
from django.db import connection, reset_queries, transaction  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from terreau.know.cards import actions  # noqa: E402
from terreau.know.cards.enums import Branch  # noqa: E402
from terreau.know.cards.filters import parse  # noqa: E402
from terreau.know.cards.models import Card, Category  # noqa: E402
from terreau.know.cards.queries import counting, facets, listing  # noqa: E402
from terreau.know.cards.queries import points as located  # noqa: E402
from terreau.know.cards.queries.where import conditions  # noqa: E402
from terreau.know.territory.actions import import_districts  # noqa: E402
from terreau.know.territory.actions.districts import DistrictDraft  # noqa: E402

RUNS = 40
WORDS = [
    "atelier",
    "ferme",
    "café",
    "maison",
    "collectif",
    "école",
    "jardin",
    "halle",
    "théâtre",
    "vélo",
    "repair",
    "couture",
    "pain",
    "miel",
    "lecture",
    "danse",
]


STATES = ("in-use", "in-use", "in-use", "vacant")
WEST, SOUTH, EAST, NORTH = 6.15, 47.87, 6.25, 47.94


def noise(*key: object) -> float:
    """The same number for the same key, on every machine."""
    return crc32(repr(key).encode()) / 2**32


def one_of(many: Sequence[Any], *key: object) -> Any:
    """Some are chosen much more often than others, as in a town."""
    return many[int(len(many) * noise(*key) ** 2)]


def fill(count: int) -> None:
    """Cards spread over a town of 8 km and nine districts, each with one kind, one to three themes and a date."""
    if Card.objects.count() >= count:
        return
    actions.load_taxonomy(by=None)
    import_districts(drafts=[_district(n) for n in range(9)], by=None)
    branches = {b: list(Category.objects.filter(branch=b).values_list("pk", flat=True)) for b in Branch}
    source, today = actions.builtin_source("town"), timezone.localdate()
    for start in range(0, count, 5000):
        drafts = [_draft(n, branches) for n in range(start, min(start + 5000, count))]
        on = today - timedelta(days=int(900 * noise("on", start)))
        with transaction.atomic():
            actions.write_drafts(drafts=drafts, source=source, by=None, batch=uuid4(), on=on)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _district(n: int) -> DistrictDraft:
    wide, high = (EAST - WEST) / 3, (NORTH - SOUTH) / 3
    west, south = WEST + wide * (n % 3), SOUTH + high * (n // 3)
    east, north = west + wide, south + high
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return DistrictDraft(f"Quartier {n}", {"type": "Polygon", "coordinates": [ring]}, f"quartier-{n}")


def _draft(n: int, branches: dict[Any, list[int]]) -> actions.CardDraft:
    species = "place" if n % 6 == 0 else "actor"
    kinds = branches[Branch.PLACE if species == "place" else Branch.NATURE]
    themes = {one_of(branches[Branch.THEME], "theme", turn, n) for turn in range(1 + n % 3)}
    word = WORDS[n % len(WORDS)]
    values = {
        "name": f"{word.title()} {n:x} {WORDS[(n // 16) % len(WORDS)]}",
        "summary": f"Un {word} de quartier, numéro {n}.",
        "kind": one_of(kinds, "kind", n),
        "themes": sorted(themes),
        "lon": WEST + (EAST - WEST) * noise("x", n),
        "lat": SOUTH + (NORTH - SOUTH) * noise("y", n),
        "precision": "exact",
    } | ({"state": one_of(STATES, "state", n)} if species == "place" else {})
    return actions.CardDraft(values, species=species)


def timed(title: str, run: Callable[[], object], *, cold: bool = True) -> None:
    run()
    times = []
    for _run in range(RUNS):
        if cold:
            counting.forget()
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    print(f"| {title} | {statistics.median(times):.1f} | {times[int(RUNS * 0.95) - 1]:.1f} |")


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    fill(count)
    print(f"{Card.objects.count()} cards, written in {time.perf_counter() - start:.0f} s\n")
    print("| what | median ms | p95 ms |\n|---|---|---|")
    box = conditions(parse(QueryDict("box=6.19,47.9,6.2,47.91")))
    everything = conditions(parse(QueryDict("")))
    words = conditions(parse(QueryDict("q=ateliers+velo")))
    kind = conditions(parse(QueryDict("theme=food&kind=association")))
    near = conditions(parse(QueryDict("near=6.2,47.9,1")))
    timed("map box, a district", lambda: list(box.queryset().values_list("pk", "lon", "lat")[:5000]))
    timed("facets, nothing chosen, cold", lambda: facets.facets(everything))
    timed("facets, nothing chosen, as asked again", lambda: facets.facets(everything), cold=False)
    timed("facets, two chosen, cold", lambda: facets.facets(kind))
    timed("first page by name", lambda: listing.page_of(everything, count))
    timed("search, two words, first page", lambda: listing.page_of(words, 1000))
    timed("nearest, first page", lambda: listing.page_of(near, 1000))
    client = Client(HTTP_HOST="127.0.0.1")
    timed("whole page, cold", lambda: client.get("/map/"))
    reset_queries()
    connection.force_debug_cursor = True
    page = client.get("/map/")
    print(
        f"\nPage: {len(connection.queries)} SQL, {len(page.content)} bytes, {len(gzip.compress(page.content))} compressed"
    )
    start = time.perf_counter()
    body = client.get("/map/points").content
    first = time.perf_counter() - start
    etag = located.etag(everything)
    again = client.get("/map/points", HTTP_IF_NONE_MATCH=etag)
    print(
        f"Points: {first:.2f} s, {len(body)} bytes, {len(gzip.compress(body, 6))} compressed, then {again.status_code}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
