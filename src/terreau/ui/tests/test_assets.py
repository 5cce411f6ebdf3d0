"""Style sheets, sprites and their weights."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

PACKAGE = Path(__file__).parent.parent.parent
UI = PACKAGE / "ui"
CSS = UI / "static/ui/css"
STYLES = sorted(CSS.glob("*.css"))
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def symbols(sprite: str) -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', (UI / f"static/ui/{sprite}.svg").read_text()))


def test_every_style_sheet_is_imported_once() -> None:
    imported = re.findall(r'@import url\("([\w-]+\.css)"\)', (CSS / "terreau.css").read_text())
    assert sorted(imported) == [path.name for path in STYLES if path.name != "terreau.css"]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_stays_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 150


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_component_reads_only_tokens_for_its_colours(path: Path) -> None:
    if path.name not in {"tokens.css", "print.css"}:
        assert not re.search(r"#[0-9a-f]{3,8}\b(?![\w-]*\s*[{,])|rgba?\(|hsl\(", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_is_short_and_has_no_inline_style(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 120
    if path.name not in {
        "alone.html",
        "crowd.html",
    }:  # what stands alone carries its own style, and a policy of its own
        assert not re.search(r"\sstyle=|<style|\son\w+=\"|<script>", text)


def test_every_icon_named_in_a_template_exists() -> None:
    used = {name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())}
    used |= {name for path in TEMPLATES for name in re.findall(r'\sicon="([\w-]+)"', path.read_text())}
    assert used - symbols("icons") == set()


def test_there_is_a_mark_for_each_step() -> None:
    steps = {"know", "connect", "envision", "decide", "act", "measure", "share"}
    assert steps <= symbols("marks")


def test_the_page_script_is_light() -> None:
    htmx = Path(str(finders.find("django_htmx/htmx-4.min.js")))
    assert compressed(htmx) + compressed(UI / "islands/page.js") <= 25_000


def test_drawings_are_light() -> None:
    assert compressed(UI / "static/ui/drawings/town.svg") <= 14_000
    assert sum(path.stat().st_size for path in (UI / "static/ui/fonts").glob("*.woff2")) <= 100_000


def test_every_icon_of_the_shipped_categories_exists() -> None:
    named = {
        name
        for path in (PACKAGE / "know/cards/taxonomy").glob("*.json")
        for name in re.findall(r'"icon":\s*"([\w-]+)"', path.read_text())
    }
    assert named - symbols("icons") == set()
