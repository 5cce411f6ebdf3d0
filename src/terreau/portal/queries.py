"""What the home page says: the doors of the loop, what one can do now, what changed, or how to begin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from terreau.ui import loop, registry
from terreau.ui.loop import Call, News, Words

CALLS_SHOWN, NEWS_SHOWN = 5, 6


@dataclass(frozen=True)
class LoopDoor:
    """A step on the drawing; without `url` the room is still to come."""

    step: str
    title: Words
    url: str = ""
    headline: str = ""
    subline: str = ""


@dataclass(frozen=True)
class Home:
    town: registry.TownFace
    doors: Sequence[LoopDoor]
    calls: Sequence[Call]
    news: Sequence[News]
    first_steps: Sequence[Call]

    @property
    def first_call(self) -> Call | None:
        return self.calls[0] if self.calls else None

    @property
    def other_calls(self) -> Sequence[Call]:
        return self.calls[1:]


def home(person: Any = None) -> Home:
    """Everything the home page shows to this person, or to a visitor (None)."""
    to_do, news = calls(person)[:CALLS_SHOWN], latest_news(NEWS_SHOWN)
    first = _asked(loop.first_steps, person)[:CALLS_SHOWN] if not news else []
    return Home(registry.town(), [_door(step) for step in loop.STEPS], to_do, news, first)


def calls(person: Any = None) -> list[Call]:
    """All that this person, or a visitor, can do now."""
    return _asked(loop.calls, person)


def waiting(person: Any) -> list[Call]:
    """What others ask of this person, and wait for."""
    return _asked(loop.waiting, person)


def latest_news(limit: int) -> list[News]:
    """What changed lately in all rooms, newest first."""
    found = [item for provider in loop.news for item in provider(limit)]
    return sorted(found, key=lambda item: item.at, reverse=True)[:limit]


def _asked(providers: Sequence[Callable[[Any], Sequence[Call]]], person: Any) -> list[Call]:
    return [call for provider in providers for call in provider(person)]


def _door(step: str) -> LoopDoor:
    opened = loop.doors.get(step)
    if opened is None:
        return LoopDoor(step, loop.STEPS[step])
    door = opened()
    return LoopDoor(step, loop.STEPS[step], door.url, door.headline(), door.subline())
