"""Pages of an edition of N proposals: python benchmarks/proposals/pages.py 10000. Needs DATABASE_URL to an empty database.

SQL statements, milliseconds until the last byte, kB compressed; forty different visits of each page. Each proposal has
its vector of meaning, its versions, an author, and five supporters on average; four of five have a point on the map.
"""

import gzip
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

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
    "the map, its list and its filters": "/budgets/load/proposals/?view=map&page={n}",
    "all the marks of the map": "/budgets/load/proposals/points?{n}",
    "one idea beside its mark": "/budgets/load/proposals/{n}/peek/",
    "a theme and a status": "/budgets/load/proposals/?category=theme-{t}&status=open&page={t}",
    "two words sought": "/budgets/load/proposals/?q=banc+{n}",
    "a word that nothing holds": "/budgets/load/proposals/?q=trottinette{n}",
    "a proposal": "/budgets/load/proposals/{n}/",
    "its versions": "/budgets/load/proposals/{n}/versions/",
    "similar, while typing": "/budgets/load/proposals/similar/?title=Des+si%C3%A8ges+au+bord+de+l%27eau+{n}",
    "the feed": "/budgets/load/proposals/feed?{n}",
    "all as CSV": "/budgets/load/proposals/proposals.csv?{n}",
}


def point(chance: Random) -> dict[str, float]:
    return {"lon": 6.45 + chance.gauss(0, 0.02), "lat": 48.17 + chance.gauss(0, 0.015)}


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
                **(point(chance) if n % 5 else {}),
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
    """A support, a proposal, new words, each followed by the first look for twins."""
    edition = queries.proposal_at("load", 1).edition
    people, client = list(Person.objects.order_by("pk")[:RUNS]), Client(SERVER_NAME="localhost")
    times: dict[str, list[float]] = {}

    def timed(what: str, act: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        said = act()
        times.setdefault(what, []).append(1000 * (time.perf_counter() - began))
        return said

    def look(after: str, n: int) -> None:
        timed(f"similar, just after {after}", partial(read, client, PAGES["similar, while typing"].format(n=n)))

    for n, person in enumerate(people):
        one = queries.proposal_at("load", count - n)
        timed("a support", partial(actions.support, proposal=one, by=person))
        look("a support", n)
        words = {"title": f"Une idée de plus {n}", "summary": "Oui.", "text": "Oui."}
        made = timed("a new proposal", partial(actions.propose, edition=edition, values=words, by=person))
        look("one came", n)
        other = {"title": f"Une tout autre idée {n}"}
        timed("new words", partial(actions.change, proposal=made, values=other, by=person, seen=1))
        look("one changed", n)
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
