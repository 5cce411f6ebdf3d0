"""The page of cards that look alike: queries and milliseconds, and seconds to compare, on an empty database.

Usage: python benchmarks/duplicates/page.py [cards]
"""

import importlib.util
import statistics
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402  Django must be ready first
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from terreau.know.cards.models import Card  # noqa: E402
from terreau.share.opendata import actions  # noqa: E402
from terreau.share.opendata.queries.pairs import doubtful_pairs  # noqa: E402
from terreau.trust.people import actions as people  # noqa: E402
from terreau.trust.people.enums import Role  # noqa: E402

ROWS = Path(__file__).parents[1] / "import" / "measure.py"
CHANGED = 5


def seed(cards: int) -> None:
    """One card in fifty doubles another, created all the same."""
    spec = importlib.util.spec_from_file_location("rows", ROWS)
    assert spec
    assert spec.loader
    rows = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rows)
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        rows.write(Path(file.name), cards)
        batch = actions.receive_file(
            path=Path(file.name), name="rows.csv", source_name="Banc", licence="lo2", by=None, ask=True
        )
    batch = actions.prepare_import(batch=batch, by=None)
    actions.decide_lines(batch=batch, verdict="doubt", to="create", by=None)
    actions.apply_import(batch=batch, by=None)


def visitor() -> Client:
    person = people.create_person(email=f"banc-{time.time():.0f}@example.org", name="Banc", by=None)
    people.give_role(person=person, role=Role.CONNECTOR, by=None)
    link = people.create_sign_in_link(person=person, by=None, strong=True)
    client = Client(headers={"host": "localhost"})
    client.post(link[link.index("/account/") :])
    return client


def main() -> None:
    seed(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    actions.ask_comparison(species="actor", by=None)
    timed("all cards compared", lambda: actions.compare_cards(species="actor", by=None))
    changed = Card.objects.order_by("pk").values_list("pk", flat=True)[:CHANGED]
    Card.objects.update(updated_at="2000-01-01T00:00Z")
    Card.objects.filter(pk__in=list(changed)).update(updated_at=timezone.now())
    timed(f"{CHANGED} changed cards compared", lambda: actions.compare_cards(species="actor", by=None))
    client, spent = visitor(), []
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/data/duplicates/")
    asked = len(queries)  # before the next request forgets them
    assert page.status_code == 200, page.status_code
    for _round in range(30):
        start = time.perf_counter()
        client.get("/data/duplicates/")
        spent.append(1000 * (time.perf_counter() - start))
    pairs = doubtful_pairs("actor").count()
    say(f"page: {asked} queries, {statistics.median(spent):.0f} ms, p95 {sorted(spent)[28]:.0f} ms, {pairs} pairs")


def timed(what: str, work: object) -> None:
    start = time.perf_counter()
    work()
    say(f"{what}: {time.perf_counter() - start:.1f} s")


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
