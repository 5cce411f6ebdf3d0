"""What the map page costs at the browser: python benchmarks/map/browser.py [CARDS]. Needs DATABASE_URL, as measure.py does.

A real site (granian, three threads) and a real Chromium. Milliseconds from asking to the last byte, and to a page that can be
used; different questions each time, so that nothing is answered from what was kept.
"""

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from django.core.management import call_command
from measure import WORDS, fill
from playwright.sync_api import Page, sync_playwright

RUNS = 40
ASK = "async (url) => { const t = performance.now(); await (await fetch(url, {cache: 'no-store'})).text(); return performance.now() - t }"


def questions() -> dict[str, list[str]]:
    """Forty addresses of each kind, all different."""
    boxes = [
        f"/map/?box={6.15 + x / 100},{47.87 + y / 100},{6.16 + x / 100},{47.88 + y / 100}"
        for x, y in product(range(8), range(5))
    ]
    themes = ["food", "repair", "energy", "culture", "sport", "health", "housing", "mobility"]
    kinds = ["association", "business", "cooperative", "public", "school"]
    return {
        "a part of the map": boxes,
        "two filters": [f"/map/?theme={theme}&kind={kind}" for theme, kind in product(themes, kinds)],
        "a search of two words": [f"/map/?q={one}+{two}" for one, two in list(product(WORDS, WORDS))[:RUNS]],
        "a page of the list": [f"/map/?page={n}" for n in range(2, RUNS + 2)],
    }


def row(title: str, times: list[float]) -> None:
    times = sorted(times)
    print(f"| {title} | {statistics.median(times):.0f} | {times[int(len(times) * 0.95) - 1]:.0f} |", flush=True)


def walk(page: Page, address: str) -> None:
    page.goto(f"{address}/map/")
    for n in range(9):  # each thread of the site has its connection and its templates before we look at the clock
        page.evaluate(ASK, f"{address}/map/?page={100 + n}")
    print("| at the browser | median ms | p95 ms |\n|---|---|---|")
    for title, urls in questions().items():
        row(title, [page.evaluate(ASK, address + url) for url in urls[:RUNS]])
    whole = []
    for _run in range(RUNS):
        page.goto(f"{address}/map/", wait_until="domcontentloaded")
        whole.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
    row("the page, until it can be used", whole)


def main(cards: int) -> None:
    call_command("migrate", verbosity=0)
    fill(cards)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "3"]
    site = subprocess.Popen([*command, "--log-level", "error", "terreau.config.wsgi:application"])
    address = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(200):
            try:
                urllib.request.urlopen(address, timeout=20).close()
                break
            except OSError:
                time.sleep(0.1)
        with sync_playwright() as play:
            path = os.environ.get("TERREAU_CHROMIUM") or "/usr/bin/chromium"
            browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
            walk(browser.new_page(viewport={"width": 1280, "height": 860}), address)
            browser.close()
    finally:
        site.terminate()
        site.wait(timeout=20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
