"""Reading the colours of tokens.css and measuring them as WCAG does."""

import re
from pathlib import Path

from terreau.lib.colours import oklch_to_hex

CSS = Path(__file__).parent.parent / "static/ui/css"
TOKENS = (CSS / "tokens.css").read_text()
LIGHT, SYSTEM_DARK, DARK = (
    ':root, [data-theme="light"] {',
    ':root:not([data-theme="light"]) {',
    '\n[data-theme="dark"] {',
)
STEPS = ["know", "connect", "envision", "decide", "act", "measure", "share"]

Colour = tuple[float, float, float]


def block(selector: str) -> str:
    after = TOKENS[TOKENS.index(selector) + len(selector) :]
    return after[: after.index("}")]


def theme(selector: str) -> dict[str, Colour]:
    found = re.findall(r"--([\w-]+): oklch\(([\d. ]+)\)", block(selector))
    return {name: tuple(map(float, values.split())) for name, values in found}


def luminance(colour: Colour) -> float:
    channels = [value / 255 for value in bytes.fromhex(oklch_to_hex(*colour)[1:])]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def ratio(one: Colour, two: Colour) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)
