"""Pages of an edition of N proposals: python benchmarks/proposals/pages.py 10000. Needs DATABASE_URL to an empty database.

SQL statements, milliseconds until the last byte, kB compressed; forty different visits of each page. Each proposal has
its vector of meaning, its versions, an author, and five supporters on average.
"""

import gzip
import statistics
import sys
import time
from collections.abc import Iterable
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
from terreau.decide.budgeting import actions as budgeting  # noqa: E402
from terreau.decide.proposals import actions, queries  # noqa: E402
from terreau.decide.proposals.models import Authorship, Proposal, Support, Version  # noqa: E402
from terreau.know.cards.enums import Branch  # noqa: E402
from terreau.know.cards.models import Category  # noqa: E402
from terreau.lib import meaning  # noqa: E402
from terreau.trust.people.models import Person  # noqa: E402

RUNS, VOTERS = 40, 2_000
THINGS = (
    "des bancs",
    "un marché",
    "une piste cyclable",
    "des arbres",
    "un potager",
    "une fresque",
    "un skatepark",
    "des lampadaires",
)
PLACES = (
    "sur le quai",
    "dans le parc",
    "devant l’école",
    "près de la gare",
    "place du Moulin",
    "rue des Aulnes",
    "au stade",
)
WHOSE = ("pour les aînés", "avec les enfants", "sans voiture", "ouverts la nuit", "entre voisins", "pour tous")
PAGES = {
    "the list, a page of cards": "/budgets/load/proposals/?page={n}",
    "the list as a table, by support": "/budgets/load/proposals/?view=table&sort=support&page={n}",
    "a theme and a status": "/budgets/load/proposals/?category=theme-{t}&status=open&page={t}",
    "two words sought": "/budgets/load/proposals/?q=banc+{n}",
    "a word that nothing holds": "/budgets/load/proposals/?q=trottinette{n}",
    "a proposal": "/budgets/load/proposals/{n}/",
    "its versions": "/budgets/load/proposals/{n}/versions/",
    "similar, while typing": "/budgets/load/proposals/similar/?title=Des+si%C3%A8ges+au+bord+de+l%27eau+{n}",
    "the feed": "/budgets/load/proposals/feed?{n}",
    "all as CSV": "/budgets/load/proposals/proposals.csv?{n}",
}


@transaction.atomic
def fill(count: int) -> None:
    chance, now = Random(1), timezone.now()  # the same town each time
    values = {
        "name": "Load", "budget": Decimal(1_000_000), "channels": ["letter"], "rule": PRESETS["equal-shares"].rule.to_toml(),
    }  # fmt: skip
    day = timedelta(days=1)
    dates = {"submit": (now - 3 * day, now + 3 * day), "vote": (now + 9 * day, now + 12 * day)}
    made = budgeting.make_edition(draft=budgeting.Draft(values, dates), slug="load", by=None)
    budgeting.show_edition(edition=made, by=None)
    themes = [Category.objects.create(branch=Branch.THEME, slug=f"theme-{n}", name=f"Thème {n}") for n in range(8)]
    people = Person.objects.bulk_create(
        [Person(email=f"p{n}@load.example", name=f"Personne {n}") for n in range(VOTERS)]
    )
    titles = [
        f"{chance.choice(THINGS)} {chance.choice(PLACES)} {chance.choice(WHOSE)} ({n})" for n in range(1, count + 1)
    ]
    vectors = [
        row.astype("float16").tobytes() for at in range(0, count, 500) for row in meaning.vectors(titles[at : at + 500])
    ]
    rows = Proposal.objects.bulk_create(
        [
            Proposal(
                edition=made, number=n, title=title, summary="Il n’y a rien de tel ici.", text="Un paragraphe. " * 60,
                category=chance.choice(themes), rough_cost=1000 + n, meaning=vector, supports=chance.randrange(10),
            )
            for n, (title, vector) in enumerate(zip(titles, vectors, strict=True), 1)
        ],
        batch_size=1000,
    )  # fmt: skip
    Version.objects.bulk_create(
        [Version(proposal=one, number=1, title=one.title, summary=one.summary, text=one.text) for one in rows],
        batch_size=2000,
    )
    Authorship.objects.bulk_create(
        [Authorship(proposal=one, person=chance.choice(people), accepted_at=now) for one in rows]
    )
    backing = [(one, person) for one in rows for person in chance.sample(people, one.supports)]
    Support.objects.bulk_create([Support(proposal=one, person=person) for one, person in backing], batch_size=5000)


def read(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def row(title: str, times: list[float], asked: int, size: float) -> None:
    times.sort()
    last = times[int(len(times) * 0.95) - 1]
    print(f"| {title} | {asked} | {statistics.median(times):.0f} | {last:.0f} | {size:.0f} |", flush=True)


def measure(client: Client, title: str, path: str) -> None:
    read(client, path.format(n=1, t=1))
    times = []
    for n in range(2, (RUNS if "csv" not in path else 5) + 2):
        began = time.perf_counter()
        body = read(client, path.format(n=n, t=n % 8))
        times.append(1000 * (time.perf_counter() - began))
    with CaptureQueriesContext(connection) as asked:
        read(client, path.format(n=77, t=3))
    row(title, times, len(asked), len(gzip.compress(body)) / 1000)


def writing(count: int) -> Iterable[tuple[str, list[float]]]:
    """A support, and a proposal, each followed by the first look for twins, which reads the index again."""
    edition = queries.proposal_at("load", 1).edition
    people = list(Person.objects.order_by("pk")[:RUNS])
    times: dict[str, list[float]] = {"a support": [], "a new proposal": [], "similar, just after one came": []}
    for n, person in enumerate(people):
        began = time.perf_counter()
        actions.support(proposal=queries.proposal_at("load", count - n), by=person)
        times["a support"].append(1000 * (time.perf_counter() - began))
        words = {"title": f"Une idée de plus {n}", "summary": "Oui.", "text": "Oui."}
        began = time.perf_counter()
        actions.propose(edition=edition, values=words, by=person)
        times["a new proposal"].append(1000 * (time.perf_counter() - began))
        began = time.perf_counter()
        queries.alike(edition, "Des sièges au bord de l’eau")
        times["similar, just after one came"].append(1000 * (time.perf_counter() - began))
    return times.items()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    call_command("migrate", verbosity=0)
    fill(count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{count} proposals\n\n| page | SQL | median ms | p95 ms | kB compressed |\n|---|---|---|---|---|")
    for title, path in PAGES.items():
        measure(Client(SERVER_NAME="localhost"), title, path)
    for title, times in writing(count):
        row(title, times, 0, 0)


if __name__ == "__main__":
    main()
