"""Takes the pictures of the README from a running demonstration: python docs/pictures/make.py http://127.0.0.1:8000"""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
SHOTS = (
    ("home", "/", 1280, 1000, "light"),
    ("map", "/map/", 1280, 820, "light"),
    ("card", "/actors/atelier-des-ecrous/", 1280, 1000, "light"),
    ("map-night", "/map/?theme=food", 1280, 820, "dark"),
    ("ballot", "/budgets/2026/ballot/", 1280, 900, "light"),
    ("phone", "/map/", 360, 780, "light"),
)


def take(browser: Browser, address: str, name: str, path: str, width: int, height: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="fr-FR")
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_timeout(4000)
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(HERE / f"{name}.webp", quality=80, method=6)
    context.close()


def count(browser: Browser) -> None:
    """The page of the example's count, which needs no site."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "count.html"
        ballots = str(HERE.parent / "examples" / "rivelune-2026.pb")
        command = [sys.executable, "-m", "terreau.cli", "count", ballots, "--html", str(page), "--explain", "fr"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 — our own command
        take(browser, page.as_uri(), "count", "", 1280, 1000, "light")


def main(address: str) -> None:
    with sync_playwright() as play:
        path = os.environ.get("TERREAU_CHROMIUM", "/usr/bin/chromium")
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for shot in SHOTS:
            take(browser, address, *shot)
        count(browser)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
