"""A real site with the whole sample town, on a port of its own, and a real browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.walking import Walk

ROOT = Path(__file__).resolve().parents[2]
LINKS = """
import django; django.setup()
from terreau.portal.sample.actions import SHOWN, load_sample_town, sign_in_links
load_sample_town()
from terreau.decide.budgeting.tests import editions, test_districts
for kind, more in (("points", {"points": 5}), ("ranking", {"max_choices": 3}), ("basket", {}), ("approval", {"max_choices": 2})):
    editions.edition(name=kind, ballot_kind=kind, **more)
test_districts.by_districts(name="districts", ballot_kind="basket")
parts = (*SHOWN, "theme-agent", "district-connector")
for who, link in [pair for _time in range(24) for pair in sign_in_links(parts)]:
    print(who + "|" + link)
"""
SIZES = {"phone": {"width": 360, "height": 780}, "desk": {"width": 1280, "height": 860}}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("TERREAU_CHROMIUM") or "/usr/bin/chromium"
    flags = [
        "--no-sandbox",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--disable-background-networking",
    ]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Address of the running sample town and the sign-in links of its cast."""
    url = os.environ["DATABASE_URL"]
    base = url.partition("?")[0].rpartition("/")[0]
    mark, query = url.partition("?")[1:]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS journeys")
        connection.execute("CREATE DATABASE journeys")
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": f"{base}/journeys{mark}{query}",
        "TERREAU_DATA": str(tmp_path_factory.mktemp("journeys")),
        "TERREAU_URL": address,
        "TERREAU_DEMO": "1",
        "TERREAU_SECRET_KEY": "only-for-journeys",
        "PYTHONPATH": str(ROOT / "src"),
    }
    run = [sys.executable, "-m"]
    subprocess.run([*run, "django", "migrate", "--verbosity", "0"], env=environment, check=True)
    said = subprocess.run(
        [sys.executable, "-c", LINKS], env=environment, check=True, capture_output=True, text=True
    ).stdout
    links: dict[str, list[str]] = {}
    for line in said.splitlines():
        who, _bar, link = line.partition("|")
        links.setdefault(who.rpartition("(")[2].rstrip(")"), []).append(link)
    command = [
        *run,
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--blocking-threads",
        "3",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen([*command, "terreau.config.wsgi:application"], env=environment)
    jobs = subprocess.Popen([*run, "django", "procrastinate", "worker"], env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait(address)
        yield {"address": address, "links": links}
    finally:
        for process in (server, jobs):
            process.terminate()
        for process in (server, jobs):
            process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(address: str) -> None:
    for _attempt in range(200):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture(params=["phone", "desk"])
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(chromium: Browser, size: str) -> Iterator[Page]:
    # axe is added to the page by the test, which the site's own policy rightly refuses
    context = chromium.new_context(viewport=SIZES[size], locale="fr-FR", bypass_csp=True, reduced_motion="reduce")
    context.set_default_timeout(12_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def walk(page: Page, site: dict[str, Any]) -> Walk:
    return Walk(page, site)


@pytest.fixture
def plain(chromium: Browser, site: dict[str, Any]) -> Iterator[Walk]:
    """A browser without JavaScript."""
    context = chromium.new_context(viewport=SIZES["desk"], locale="fr-FR", java_script_enabled=False)
    yield Walk(context.new_page(), site, axe=False)
    context.close()
