"""A town in its last hour of voting: python benchmarks/voting/measure.py [BALLOTS]. Runs a database of its own, fully durable.

A real site (as `terreau serve` runs it), letters as identities, each voter from an address of its own. Ten voters at any
moment, then a hundred, then ten times that: ballots a second, the time until the receipt, how many were asked to come back
(and came, with the same form), and whether every receipt's ballot is in the box, once.
"""

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

from terreau.cli.serve import children
from terreau.lib.postgres import running

TOKEN = "a" * 32
PATIENCE = 180  # seconds of a voter
HEADERS = {"Cookie": f"csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded", "Host": "localhost"}


def prepare(ballots: int) -> tuple[str, list[str]]:
    """An open edition of eleven projects; the codes of so many letters."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from terreau.algorithms.counting.presets import PRESETS
    from terreau.decide.budgeting import actions
    from terreau.trust.people.models import Person

    call_command("migrate", verbosity=0)
    now = timezone.now()
    values = {
        "name": "Load", "budget": Decimal(100_000), "channels": ["letter"], "asks_civil": True,
        "rule": PRESETS["equal-shares"].rule.to_toml(),
    }  # fmt: skip
    dates = {"vote": (now - timedelta(hours=1), now + timedelta(days=1))}
    made = actions.make_edition(draft=actions.Draft(values, dates), by=None)
    for number in range(1, 12):
        actions.add_project(
            edition=made, values={"title": f"Project {number}", "cost": Decimal(9_000 + number)}, by=None
        )
    actions.show_edition(edition=made, by=None)
    counter = Person.objects.create_user("counter@load.example", name="Counter")
    codes: list[str] = []
    while len(codes) < ballots:
        some = min(20_000, ballots - len(codes))
        batch, letters = actions.print_letters(edition=made, label=f"Load {len(codes)}", count=some, by=None)
        actions.release_letters(batch=batch, counted=some, by=counter)
        codes += [one.code for one in letters]
    return made.slug, codes


def vote(address: int, slug: str, code: str, rank: int) -> tuple[float, str, int]:
    """(seconds until the receipt, its tracking code, how often one was asked to come back); "" where there was none."""
    form = {
        "csrfmiddlewaretoken": TOKEN, "p": [str(1 + rank % 11), str(1 + (rank + 3) % 11), str(1 + (rank + 7) % 11)],
        "code": code, "family": f"F{rank}", "given": "A", "born": "1980-01-01", "entitled": "on", "nonce": f"{rank:032d}",
    }  # fmt: skip
    visitor = f"10.{rank >> 16 & 255}.{rank >> 8 & 255}.{rank & 255}"
    began, body, again = time.perf_counter(), "", 0
    while time.perf_counter() - began < PATIENCE:
        line = http.client.HTTPConnection("127.0.0.1", address, timeout=120)
        headers = {**HEADERS, "X-Forwarded-For": visitor}
        line.request("POST", f"/budgets/{slug}/ballot/box/", urlencode(form, doseq=True), headers)
        answer = line.getresponse()
        body = answer.read().decode()
        line.close()
        if answer.status != 503:
            break
        again += 1
        time.sleep(int(answer.headers["Retry-After"]))
    found = re.search(r"data-code>([^<]+)<", body)
    return time.perf_counter() - began, found[1] if found else "", again


def crowd(address: int, slug: str, codes: list[str], first: int, at_once: int) -> list[str]:
    """Let everybody vote, so many at any moment; prints one row, returns the receipts."""
    waiting: SimpleQueue[tuple[int, str]] = SimpleQueue()
    for rank, code in enumerate(codes, first):
        waiting.put((rank, code))
    times: list[float] = []
    receipts: list[str] = []
    came_back: list[int] = []

    def voter() -> None:
        while True:
            try:
                rank, code = waiting.get_nowait()
            except Empty:
                return
            took, receipt, again = vote(address, slug, code, rank)
            times.append(took)
            came_back.append(again)
            receipts.append(receipt)

    began = time.perf_counter()
    threads = [threading.Thread(target=voter) for _one in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(codes) / (time.perf_counter() - began)
    times.sort()
    kept = [receipt for receipt in receipts if receipt]
    p95 = times[int(len(times) * 0.95) - 1]
    median, lost = statistics.median(times), len(codes) - len(kept)
    row = f"| {at_once} | {len(codes):,} | {rate:.0f} | {1000 * median:.0f} | {1000 * p95:.0f}"
    print(f"{row} | {sum(1 for each in came_back if each)} | {lost} |", flush=True)
    return kept


def main(ballots: int) -> None:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as url:
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "terreau.config.settings"}
        os.environ |= {"TERREAU_SECRET_KEY": "load", "TERREAU_DATA": folder, "TERREAU_BEHIND_PROXY": "1"}
        slug, codes = prepare(ballots)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = free.getsockname()[1]
        site = subprocess.Popen(children("127.0.0.1", address, 2)[0].command)
        try:
            for _attempt in range(200):
                with socket.socket() as knock:
                    if knock.connect_ex(("127.0.0.1", address)) == 0:
                        break
                time.sleep(0.1)
            time.sleep(2)
            print(
                "| voters at once | ballots | ballots a second | median ms | p95 ms | came back | without a receipt |\n"
                "|---|---|---|---|---|---|---|"
            )
            receipts: list[str] = []
            for at_once, part in (
                (10, slice(0, ballots // 6)),
                (100, slice(ballots // 6, ballots // 2)),
                (1_000, slice(ballots // 2, None)),
            ):
                receipts += crowd(address, slug, codes[part], part.start, at_once)
        finally:
            site.terminate()
            site.wait(timeout=30)
        check(slug, receipts)


def check(slug: str, receipts: list[str]) -> None:
    from terreau.decide.budgeting import actions, queries
    from terreau.decide.budgeting.models import Ballot, Edition, Slip
    from terreau.decide.budgeting.rules import tracking_digest

    made = Edition.objects.get(slug=slug)
    wanted = {tracking_digest(slug, receipt) for receipt in receipts}
    held = set(Slip.objects.values_list("tracking", flat=True)) | set(Ballot.objects.values_list("tracking", flat=True))
    began = time.perf_counter()
    moved = actions.mix()
    mixed = time.perf_counter() - began
    print(
        f"\n{queries.balance(made).sentence} {len(wanted - held)} receipts without a ballot. {moved:,} slips mixed in {mixed:.1f} s."
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6_000)
