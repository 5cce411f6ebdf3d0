"""`terreau test`: every test on a PostgreSQL of its own and a real Chromium; nothing is skipped in silence."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from terreau.lib.postgres import running

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run pytest with ARGUMENTS."""
    os.environ["TERREAU_CHROMIUM"] = chromium()
    with tempfile.TemporaryDirectory(prefix="terreau-test-") as folder:
        Path(folder).chmod(0o755)
        with running(Path(folder), durable=False) as url:
            os.environ |= {
                "DATABASE_URL": url,
                "TERREAU_DATA": f"{folder}/data",
                "TERREAU_SECRET_KEY": "only-for-tests",
            }
            done = subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False)
    sys.exit(done.returncode)


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
