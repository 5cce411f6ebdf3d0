"""Upper rooms add to the pages below them, without those pages knowing."""

import pytest
from django.template import Context, Template

from terreau.ui import panels


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_panels", panels.defaultdict(list))


def test_a_panel_is_shown_where_it_was_registered() -> None:
    panels.register("cards.card", panels.Panel("Ses projets", lambda card: f"/projects/?of={card}"))
    shown = Template('{% panels "cards.card" card %}').render(Context({"card": 7}))
    assert '<a href="/projects/?of=7">Ses projets</a>' in shown
    assert panels.shown("places.place", 7) == []


def test_a_panel_without_an_address_for_this_thing_is_not_shown() -> None:
    panels.register("cards.card", panels.Panel("Rien", lambda card: ""))
    assert panels.shown("cards.card", 7) == []


def test_panels_come_in_their_order_and_once() -> None:
    second = panels.Panel("Second", lambda card: "/2/", position=2)
    panels.register("cards.card", second)
    panels.register("cards.card", panels.Panel("Premier", lambda card: "/1/", position=1))
    panels.register("cards.card", second)
    assert [panel.title for panel in panels.shown("cards.card")] == ["Premier", "Second"]
