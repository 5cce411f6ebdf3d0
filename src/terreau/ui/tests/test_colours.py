"""Every hue stays readable, by day and by night."""

import pytest

from terreau.ui.tests.colours import DARK, LIGHT, STEPS, SYSTEM_DARK, block, ratio, theme

both = pytest.mark.parametrize("selector", [LIGHT, DARK], ids=["day", "night"])


@both
@pytest.mark.parametrize("name", [*STEPS, "ink", "soil", "muted", "danger"])
def test_a_text_hue_is_readable_on_every_paper(selector: str, name: str) -> None:
    colours = theme(selector)
    for paper in ("paper", "card", "sunk"):
        assert ratio(colours[name], colours[paper]) >= 4.5, paper


@both
@pytest.mark.parametrize("name", [*STEPS, "danger"])
def test_a_text_hue_is_readable_on_its_own_tint(selector: str, name: str) -> None:
    colours = theme(selector)
    assert ratio(colours[name], colours[f"{name}-tint"]) >= 4.5
    assert ratio(colours["ink"], colours[f"{name}-tint"]) >= 4.5


@both
@pytest.mark.parametrize("name", STEPS)
def test_a_fill_stands_out_from_the_paper(selector: str, name: str) -> None:
    colours = theme(selector)
    assert ratio(colours[f"{name}-fill"], colours["paper"]) >= 3


@both
def test_the_edge_of_a_control_is_seen(selector: str) -> None:
    colours = theme(selector)
    assert min(ratio(colours["edge"], colours[paper]) for paper in ("paper", "card")) >= 3


@both
def test_text_is_readable_on_the_ground(selector: str) -> None:
    colours = theme(selector)
    for ground in ("ground-2", "ground-3"):
        assert ratio(colours["on-ground"], colours[ground]) >= 4.5


def test_night_is_the_same_whether_chosen_or_given_by_the_system() -> None:
    assert block(DARK).split() == block(SYSTEM_DARK).split()


def test_day_and_night_name_the_same_colours() -> None:
    assert theme(LIGHT).keys() == theme(DARK).keys()
