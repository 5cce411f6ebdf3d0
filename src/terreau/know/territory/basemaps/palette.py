"""The colours of the map: those of the design tokens, by day and by night."""

import re
from functools import lru_cache
from pathlib import Path

from terreau import ui
from terreau.lib.colours import hex_of, mixed

TOKENS = Path(str(ui.__file__)).parent / "static" / "ui" / "css" / "tokens.css"
DECLARED = re.compile(r"--([a-z-]+\d?):\s*(oklch\([^)]*\))")
THEMES = ("light", "dark")


@lru_cache(maxsize=2)
def palette(theme: str) -> dict[str, str]:
    """Names of tokens (water, park, street…) to #rrggbb, with a few shades made of them for the map."""
    css = TOKENS.read_text(encoding="utf-8")
    block = css[css.index(f'[data-theme="{theme}"]') :]
    block = block[: block.index("}")]
    colours = {name: shown for name, value in DECLARED.findall(block) if (shown := hex_of(value))}
    return colours | {
        "wood": mixed(colours["park"], colours["know"], 0.14),
        "core": mixed(colours["block"], colours["soil"], 0.12),
        "building": mixed(colours["block"], colours["soil"], 0.22),
        "halo": colours["paper"],
    }
