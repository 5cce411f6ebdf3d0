"""`terreau test`: every test on a PostgreSQL of its own and a real Chromium; nothing is skipped in silence."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import click

from terreau.lib.postgres import running

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


APART = (
    "src/terreau/algorithms",
    "src/terreau/cli",
    "src/terreau/decide",
)  # about half of the time that all tests take


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run pytest with ARGUMENTS; without any, all tests, in two halves side by side."""
    os.environ["TERREAU_CHROMIUM"] = chromium()
    if arguments:
        sys.exit(_run(arguments))
    with tempfile.TemporaryFile("w+") as said, ThreadPoolExecutor(1) as beside:
        first = beside.submit(_run, APART, said)
        second = _run([f"--ignore={folder}" for folder in APART])
        first.result()
        said.seek(0)
        sys.stdout.write(said.read())
    sys.exit(max(first.result(), second))


def _run(arguments: Sequence[str], said: IO[str] | None = None) -> int:
    """One pytest on a server of its own, its words in `said` where they must wait; its exit status."""
    with tempfile.TemporaryDirectory(prefix="terreau-test-") as folder:
        Path(folder).chmod(0o755)
        with running(Path(folder), durable=False) as url:
            its = {"DATABASE_URL": url, "TERREAU_DATA": f"{folder}/data", "TERREAU_SECRET_KEY": "only-for-tests"}
            command = [sys.executable, "-m", "pytest", *arguments]
            return subprocess.run(command, env={**os.environ, **its}, stdout=said, check=False).returncode


def chromium() -> str:
    """The machine's, else the system's package when root, else Playwright's own, else a sentence."""
    return (
        _found()
        or _from_system()
        or _from_playwright()
        or sys.exit(
            "The tests need a browser. Install the package chromium of your system, or run: "
            f"{sys.executable} -m playwright install chromium"
        )
    )


def _found() -> str | None:
    named = os.environ.get("TERREAU_CHROMIUM")
    if named:
        return named if _starts(named) else sys.exit(f"TERREAU_CHROMIUM names {named}, which does not start.")
    return next((path for name in NAMES if (path := shutil.which(name)) and _starts(path)), None)


def _starts(path: str) -> bool:
    """Some systems keep an empty shell under this name, which only says where to get the browser."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _from_system() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    print("Installing Chromium and fonts from the system's packages…", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"]):
        subprocess.run(["apt-get", "-qq", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
    return _found()


def _from_playwright() -> str | None:
    print("Installing Playwright’s own Chromium…", flush=True)
    done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if done.returncode:
        return None
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
