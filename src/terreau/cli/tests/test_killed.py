"""The site killed while people vote: each acknowledged ballot is in the box once, and whoever sends again votes once."""

import http.client
import os
import re
import signal
import sys
import threading
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from terreau.cli.tests.sites import Site, children, runs, until
from terreau.decide.budgeting.tracking import tracking_digest
from terreau.lib.postgres import Cluster

TOKEN = "a" * 32
HEADERS = {"Cookie": f"csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
AT_ONCE, LETTERS, BEFORE = 6, 48, 6
PREPARE = """
import sys
from terreau.decide.budgeting.tests.editions import edition, letters
made = edition(can_replace=False)
print(made.slug, *letters(made, int(sys.argv[1])))
"""
BOX = "SELECT tracking FROM budgeting_slip UNION ALL SELECT tracking FROM budgeting_ballot"
PEOPLE = "SELECT count(DISTINCT voter), count(*) FROM budgeting_attendance"


class Crowd:
    """People who vote as browsers do: without an answer, the same form is sent again; a receipt is kept and never sent again."""

    def __init__(self, port: int, slug: str, codes: list[str]) -> None:
        self.port, self.slug, self.waiting = port, slug, list(enumerate(codes))
        self.receipts: list[str] = []
        self.unanswered = 0
        self.patient = True
        self.threads = [threading.Thread(target=self._vote, daemon=True) for _one in range(AT_ONCE)]
        for thread in self.threads:
            thread.start()

    def _vote(self) -> None:
        while self.patient:
            try:
                rank, code = self.waiting.pop()
            except IndexError:
                return
            while self.patient and not self._send(rank, code):
                threading.Event().wait(0.1)

    def _send(self, rank: int, code: str) -> bool:
        form = {
            "csrfmiddlewaretoken": TOKEN, "p": [str(1 + rank % 5), str(1 + (rank + 2) % 5)], "code": code, "family": f"F{rank}",
            "given": "A", "born": "1980-01-01", "entitled": "on", "nonce": f"{rank:032d}",
        }  # fmt: skip
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {**HEADERS, "X-Forwarded-For": f"10.0.0.{rank}"}
            line.request("POST", f"/budgets/{self.slug}/ballot/box/", urlencode(form, doseq=True), headers)
            shown = re.search(r"data-code>([^<]+)<", line.getresponse().read().decode())
        except (OSError, http.client.HTTPException):
            shown = None
        finally:
            line.close()
        if shown:
            self.receipts.append(shown[1])
        else:
            self.unanswered += 1
        return bool(shown)

    def in_the_middle(self, receipts: int) -> bool:
        return until(lambda: len(self.receipts) >= receipts) and bool(self.waiting)

    def all_voted(self) -> bool:
        ended = until(lambda: not any(thread.is_alive() for thread in self.threads), 120)
        self.patient = False
        return ended


@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes of the site in /proc")
def test_every_receipt_survives_a_killed_worker_and_a_killed_site(site: Site) -> None:
    slug, *codes = site.tell(PREPARE, str(LETTERS))
    crowd = Crowd(site.port, slug, codes)
    try:
        assert crowd.in_the_middle(BEFORE)
        os.kill(worker(site), signal.SIGKILL)
        assert crowd.in_the_middle(len(crowd.receipts) + BEFORE), site.log.read_text()
        before = crowd.unanswered
        site.kill()
        assert crowd.in_the_middle(0) and until(lambda: crowd.unanswered > before)
        site.start()  # which would refuse if its tables were not up to date
        assert crowd.all_voted(), site.log.read_text()
    finally:
        crowd.patient = False
    assert len(crowd.receipts) == len(set(crowd.receipts)) == LETTERS
    with psycopg.connect(Cluster(site.folder).url) as box:
        held = [tracking for (tracking,) in box.execute(BOX)]
        assert box.execute(PEOPLE).fetchone() == (LETTERS, LETTERS)
    assert sorted(held) == sorted(tracking_digest(slug, code) for code in crowd.receipts)


def worker(site: Site) -> int:
    """One of the processes that answer pages."""
    (web,) = [pid for pid in site.children() if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    found = [pid for pid in children(web) if runs(pid)]
    assert len(found) >= 2
    return found[-1]
