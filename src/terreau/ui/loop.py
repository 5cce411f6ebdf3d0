"""The loop that the product is: its seven steps, and what each room shows of itself on the home page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words: TypeAlias = str | Promise

STEPS: dict[str, Words] = {
    "know": _("Connaître"),
    "connect": _("Relier"),
    "envision": _("Imaginer"),
    "decide": _("Décider"),
    "act": _("Agir"),
    "measure": _("Mesurer"),
    "share": _("Transmettre"),
}


@dataclass(frozen=True)
class Door:
    """What a step has to say on the home page; `headline` counts, `subline` asks or dates."""

    step: str
    url: str
    headline: Callable[[], str]
    subline: Callable[[], str]


@dataclass(frozen=True)
class Call:
    """Something that a person can do now, in a few minutes."""

    step: str
    title: str
    summary: str
    action: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class News:
    """Something that changed, with its date and where to read more."""

    step: str
    at: datetime
    title: str
    summary: str
    url: str = ""
    figure: str = ""


Calls = Callable[[Any], Sequence[Call]]
Latest = Callable[[int], Sequence[News]]

doors: dict[str, Callable[[], Door]] = {}
calls: list[Calls] = []
news: list[Latest] = []
first_steps: list[Calls] = []
waiting: list[Calls] = []


def register_door(step: str, door: Callable[[], Door]) -> None:
    """The room opens its step; `door` is called at each showing of the home page."""
    if step not in STEPS:
        raise ValueError(f"{step} is no step of the loop")
    doors[step] = door


def register_calls(provider: Calls) -> None:
    """`provider(person)` lists what this person (or a visitor: None) can do now, most pressing first."""
    if provider not in calls:
        calls.append(provider)


def register_news(provider: Latest) -> None:
    """`provider(limit)` lists what changed lately, newest first."""
    if provider not in news:
        news.append(provider)


def register_first_steps(provider: Calls) -> None:
    """What to offer this person while the town is still empty."""
    if provider not in first_steps:
        first_steps.append(provider)


def register_waiting(provider: Calls) -> None:
    """What others ask of this person, for the page that is theirs alone."""
    if provider not in waiting:
        waiting.append(provider)
