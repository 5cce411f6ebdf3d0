"""What waits for the people who keep the notebook: each room says its own, the dashboard lists them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from terreau.ui.loop import Words


@dataclass(frozen=True)
class Duty:
    """Something to be done by staff; `count` things wait, or zero for something running or wrong."""

    title: Words
    url: str
    action: Words
    count: int = 0
    detail: Words = ""
    step: str = ""
    urgent: bool = False


_providers: list[Callable[[Any], Sequence[Duty]]] = []


def register_duties(provider: Callable[[Any], Sequence[Duty]]) -> None:
    """`provider(person)` lists what waits for this person, and nothing that they may not do."""
    if provider not in _providers:
        _providers.append(provider)


def duties(person: Any) -> list[Duty]:
    """The urgent first, then in the order of the rooms."""
    found = [duty for provider in _providers for duty in provider(person)]
    return sorted(found, key=lambda duty: not duty.urgent)
