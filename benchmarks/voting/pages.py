"""Pages of an edition of 10,000 projects, and of a town's with 100,000 ballots, open then published.

python benchmarks/voting/pages.py; needs DATABASE_URL to an empty database.

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

from terreau.algorithms.counting import count, parse_rule  # noqa: E402
from terreau.algorithms.counting.pabulib import election_of, parse  # noqa: E402
from terreau.algorithms.counting.presets import PRESETS  # noqa: E402
from terreau.algorithms.counting.publication import result_of, trace_of  # noqa: E402
from terreau.algorithms.counting.recount import build  # noqa: E402
from terreau.decide.budgeting import actions  # noqa: E402
from terreau.decide.budgeting.exports import ballot_file  # noqa: E402
from terreau.decide.budgeting.models import Attendance, Ballot, Count, Edition, Project  # noqa: E402
from terreau.decide.budgeting.rules import tracking_digest  # noqa: E402

RUNS, PROJECTS, BALLOTS = 40, 10_000, 100_000
PAGES = {
    "list of editions": "/budgets/?{n}",
    "the edition, a page of projects": "/budgets/load/?page={n}",
    "the edition, two words sought": "/budgets/load/?q=parc+{n}",
    "a project": "/budgets/load/projects/{n}/",
    "the rules": "/budgets/load/rules/?{n}",
}
OPEN = {"the ballot, 30 projects": "/budgets/town/ballot/?{n}", "the edition, 30 projects": "/budgets/town/?{n}"}
PUBLISHED = {
    "the result": "/budgets/town/result/?{n}",
    "a project that lost": "/budgets/town/projects/{lost}/?{n}",
    "points of the winners": "/budgets/town/result/points?{n}",
}


@transaction.atomic
def fill(slug: str, projects: int) -> Edition:
    chance, now = Random(1), timezone.now()  # the same town each time
    values = {
        "name": slug, "budget": Decimal(1_000_000), "channels": ["letter"], "rule": PRESETS["equal-shares"].rule.to_toml(),
    }  # fmt: skip
    draft = actions.Draft(values, {"vote": (now - timedelta(days=3), now + timedelta(days=3))})
    made = actions.make_edition(draft=draft, slug=slug, by=None)
    Project.objects.bulk_create(
        [
            Project(
                edition=made, number=n, key=str(n), title=f"Un parc numéro {n}", summary="Des bancs.",
                cost=1_000 + n // 50 * 50 if projects > 1_000 else 40_000 + 1_777 * n,  # many of one price, as prices are
            )
            for n in range(1, projects + 1)
        ]
    )  # fmt: skip
    actions.show_edition(edition=made, by=None)
    actions.open_vote(edition=made)
    people = [
        Attendance(
            edition=made, voter=secrets.token_hex(32), proof=secrets.token_hex(32), channel="letter", day=now.date()
        )
        for _person in range(BALLOTS)
    ]
    Attendance.objects.bulk_create(people, batch_size=5_000)
    cast = [sorted(chance.sample(range(1, projects + 1), 5)) for _person in people]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL budgeting.mixing = 'on'")
        ballots = [
            Ballot(edition=made, numbers=numbers, values=[1] * 5, tracking=tracking_digest(slug, f"CODE {rank}"))
            for rank, numbers in enumerate(cast)
        ]
        Ballot.objects.bulk_create(ballots, batch_size=5_000)
    return made


def publish(made: Edition) -> str:
    """As if its last day were yesterday; counted by the engine alone, the script apart would take minutes. A loser."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE budgeting_phase SET closes_at = now() - interval '1 day' WHERE edition_id = %s", [made.pk]
        )
    made = Edition.objects.get(pk=made.pk)
    began = time.perf_counter()
    ballots, rule = ballot_file(made), parse_rule(made.rule)
    election = election_of(parse(ballots))
    outcome = count(election, rule)
    result = result_of(election, outcome, ballots)
    kit = build(ballots, rule, result, trace_of(outcome))
    print(f"\n{BALLOTS:,} ballots counted by the engine and packed in {time.perf_counter() - began:.0f} s.\n")
    asked = Count.objects.create(
        edition=made,
        state="agreed",
        done=100,
        kit=kit,
        sha256=result["sha256"],
        ballots=BALLOTS,
        ended_at=timezone.now(),
    )
    actions.publish(asked=asked, by=None)
    return next(name for name in election.index if name not in outcome.winners)


def visit(client: Client, pages: dict[str, str], **more: str) -> None:
    for title, path in pages.items():
        client.get(path.format(n=1, **more))
        times = []
        for n in range(2, RUNS + 2):
            began = time.perf_counter()
            answer = client.get(path.format(n=n, **more))
            body = answer.content
            times.append(1000 * (time.perf_counter() - began))
            assert answer.status_code == 200, (path, answer.status_code)  # a benchmark of errors is none
        with CaptureQueriesContext(connection) as asked:
            client.get(path.format(n=77, **more))
        tell(title, len(asked), times, len(gzip.compress(body)) / 1000)


def track(client: Client) -> None:
    """Each visitor from an address of its own."""
    times, body = [], b""
    for n in range(RUNS):
        sent = {"tracking": f"CODE {n * 97}"}
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            body = client.post("/budgets/town/tracking/", sent, REMOTE_ADDR=f"10.0.0.{n}").content
        times.append(1000 * (time.perf_counter() - began))
    tell("one's own ballot by its code", len(asked), times, len(gzip.compress(body)) / 1000)


def tell(title: str, asked: int, times: list[float], size: float) -> None:
    times.sort()
    median, p95 = statistics.median(times), times[int(RUNS * 0.95) - 1]
    print(f"| {title} | {asked} | {median:.0f} | {p95:.0f} | {size:.0f} |", flush=True)


def main() -> None:
    call_command("migrate", verbosity=0)
    fill("load", PROJECTS)
    town = fill("town", 30)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(SERVER_NAME="localhost")
    print("| page | SQL | median ms | p95 ms | kB compressed |\n|---|---|---|---|---|")
    visit(client, PAGES)
    visit(client, OPEN)
    track(client)
    visit(client, PUBLISHED, lost=publish(town))


if __name__ == "__main__":
    main()
