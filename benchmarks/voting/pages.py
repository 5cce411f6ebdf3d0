"""Pages of an edition of 10,000 projects and 100,000 ballots: python benchmarks/voting/pages.py. Needs DATABASE_URL to an empty database.

SQL statements, milliseconds until the last byte, kB compressed; forty different visits of each page.
"""

import gzip
import secrets
import statistics
import time
from datetime import timedelta
from decimal import Decimal
from random import Random

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # Django is set up above
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from terreau.algorithms.counting.presets import PRESETS  # noqa: E402
from terreau.decide.budgeting import actions  # noqa: E402
from terreau.decide.budgeting.models import Attendance, Ballot, Project  # noqa: E402

RUNS, PROJECTS, BALLOTS = 40, 10_000, 100_000
PAGES = {
    "list of editions": "/budgets/?{n}",
    "the edition, a page of projects": "/budgets/load/?page={n}",
    "the edition, two words sought": "/budgets/load/?q=parc+{n}",
    "a project": "/budgets/load/projects/{n}/",
    "the rules": "/budgets/load/rules/?{n}",
    "the ballot": "/budgets/load/ballot/?{n}",
    "finding one's own ballot": "/budgets/load/tracking/?{n}",
}


@transaction.atomic
def fill() -> None:
    chance, now = Random(1), timezone.now()  # the same town each time
    values = {
        "name": "Load", "budget": Decimal(1_000_000), "channels": ["letter"], "rule": PRESETS["equal-shares"].rule.to_toml(),
    }  # fmt: skip
    draft = actions.Draft(values, {"vote": (now - timedelta(days=3), now + timedelta(days=3))})
    made = actions.make_edition(draft=draft, slug="load", by=None)
    Project.objects.bulk_create(
        [
            Project(
                edition=made, number=n, key=str(n), title=f"Un parc numéro {n}", summary="Des bancs.", cost=1_000 + n
            )
            for n in range(1, PROJECTS + 1)
        ]
    )
    actions.show_edition(edition=made, by=None)
    actions.open_vote(edition=made)
    people = [
        Attendance(
            edition=made, voter=secrets.token_hex(32), proof=secrets.token_hex(32), channel="letter", day=now.date()
        )
        for _person in range(BALLOTS)
    ]
    Attendance.objects.bulk_create(people, batch_size=5_000)
    cast = [sorted(chance.sample(range(1, PROJECTS + 1), 5)) for _person in people]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL budgeting.mixing = 'on'")
        ballots = [
            Ballot(edition=made, numbers=numbers, values=[1] * 5, tracking=secrets.token_hex(32)) for numbers in cast
        ]
        Ballot.objects.bulk_create(ballots, batch_size=5_000)


def _seen(client: Client, path: str, n: int) -> bytes:
    """The page, and nothing but the page: an error is answered fast."""
    answer = client.get(path.format(n=n))
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return answer.content


def main() -> None:
    call_command("migrate", verbosity=0)
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(headers={"host": "localhost"})
    print("| page | SQL | median ms | p95 ms | kB compressed |\n|---|---|---|---|---|")
    for title, path in PAGES.items():
        _seen(client, path, 1)
        times = []
        for n in range(2, RUNS + 2):
            began = time.perf_counter()
            body = _seen(client, path, n)
            times.append(1000 * (time.perf_counter() - began))
        with CaptureQueriesContext(connection) as asked:
            _seen(client, path, 77)
        times.sort()
        size = len(gzip.compress(body)) / 1000
        print(
            f"| {title} | {len(asked)} | {statistics.median(times):.0f} | {times[int(RUNS * 0.95) - 1]:.0f} | {size:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
