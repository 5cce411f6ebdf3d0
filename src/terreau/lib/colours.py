"""Colours written in OKLCH, turned into the #rrggbb that drawing libraries read."""

import re
from math import cos, radians, sin

OKLCH = re.compile(r"oklch\(\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\)")


def oklch_to_hex(lightness: float, chroma: float, hue: float) -> str:
    """sRGB of an OKLCH colour (Björn Ottosson, 2020); what the screen cannot show is clipped."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return "#" + "".join(f"{_channel(value):02x}" for value in (red, green, blue))


def _channel(linear: float) -> int:
    linear = max(0.0, min(1.0, linear))
    value = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * value)


def hex_of(css: str) -> str | None:
    """The colour of a declaration such as `oklch(0.88 0.035 225)`; None when it is written otherwise."""
    found = OKLCH.fullmatch(css.strip())
    return oklch_to_hex(*map(float, found.groups())) if found else None


def mixed(first: str, second: str, share: float) -> str:
    """`share` of the second #rrggbb in the first."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
