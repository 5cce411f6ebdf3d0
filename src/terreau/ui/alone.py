"""A page that stands alone in one file: the style sheets, fonts, icons and scripts of the site, put inside it."""

import re
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

STATIC = Path(__file__).parent / "static"
CSS = STATIC / "ui" / "css"
ISLANDS = Path(__file__).parent / "islands"
_IMPORT = re.compile(r'@import url\("([\w-]+\.css)"\) layer\((\w+)\);')
_FONT = re.compile(r'url\("/static/(ui/fonts/[\w-]+\.woff2)"\)')
_FACE = re.compile(r"@font-face \{.*?\}")
_USE = re.compile(r'href="[^"#]*/(icons|marks)\.svg#([\w-]+)"')


def style() -> str:
    """All style sheets in their layers, fonts as data."""
    joined = _IMPORT.sub(
        lambda one: f"@layer {one[2]} {{{(CSS / one[1]).read_text()}}}", (CSS / "terreau.css").read_text()
    )
    return _FONT.sub(
        lambda font: f'url("data:font/woff2;base64,{b64encode((STATIC / font[1]).read_bytes()).decode()}")', joined
    )


def sheets(names: Sequence[str]) -> str:
    """Some of them, without fonts: a page that must be small speaks in the letters of the machine."""
    wanted = [
        one for one in _IMPORT.finditer((CSS / "terreau.css").read_text()) if one[1].removesuffix(".css") in names
    ]
    layers = ", ".join(dict.fromkeys(one[2] for one in wanted))
    inside = "".join(f"@layer {one[2]} {{{(CSS / one[1]).read_text()}}}" for one in wanted)
    return f"@layer {layers};" + _FACE.sub("", inside)


def script(island: str) -> str:
    """An island that imports nothing, as it is written."""
    return (ISLANDS / f"{island}.js").read_text()


def with_icons(page: str) -> str:
    """The symbols that the page uses, inside it; nothing is fetched."""
    used = sorted({(sprite, name) for sprite, name in _USE.findall(page)})
    symbols = "".join(_symbol(sprite, name) for sprite, name in used)
    inside = _USE.sub(lambda use: f'href="#{use[2]}"', page)
    return (
        inside.replace("</main>", f'</main><svg class="sr" aria-hidden="true">{symbols}</svg>', 1)
        if symbols
        else inside
    )


def _symbol(sprite: str, name: str) -> str:
    text = (STATIC / "ui" / f"{sprite}.svg").read_text()
    found = re.search(rf'<symbol\b[^>]*\bid="{re.escape(name)}".*?</symbol>', text, re.S)
    return found[0] if found else ""
