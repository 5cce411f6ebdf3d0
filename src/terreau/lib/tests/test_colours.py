"""OKLCH to sRGB, against values published with the formula and by browsers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.lib.colours import hex_of, mixed, oklch_to_hex


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("oklch(1 0 89.9)", "#ffffff"),
        ("oklch(0 0 0)", "#000000"),
        ("oklch(0.627955 0.257683 29.2339)", "#ff0000"),
        ("oklch(0.866440 0.294827 142.4953)", "#00ff00"),
        ("oklch(0.452014 0.313214 264.0520)", "#0000ff"),
        ("oklch(0.262 0.014 131.7)", "#22261f"),
        ("oklch(0.9795 0.0098 87.5)", "#fbf8f1"),
    ],
)
def test_known_colours(css: str, expected: str) -> None:
    assert hex_of(css) == expected


def test_other_notations_are_left_alone() -> None:
    assert hex_of("var(--know)") is None


@given(st.floats(0, 1), st.floats(0, 0.4), st.floats(0, 360))
def test_every_colour_can_be_shown(lightness: float, chroma: float, hue: float) -> None:
    shown = oklch_to_hex(lightness, chroma, hue)
    assert len(shown) == 7 and mixed(shown, "#ffffff", 0) == shown and mixed(shown, "#123456", 1) == "#123456"
