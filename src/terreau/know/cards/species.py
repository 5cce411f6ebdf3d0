"""Actors and places register here what completes their cards: imports go down, so cards never name them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from terreau.know.cards.enums import Species
from terreau.know.cards.models import Card
from terreau.know.cards.models.card import EDITABLE


class Completion(Protocol):
    """The rows that complete the cards of one species, the fields they add to the history, the states to filter by."""

    @property
    def labels(self) -> Mapping[str, object]: ...

    @property
    def states(self) -> Mapping[str, object]: ...

    def create(self, ids: Sequence[int]) -> None: ...

    def read(self, ids: Sequence[int]) -> dict[int, dict[str, Any]]: ...

    def write(self, values: Mapping[int, Mapping[str, Any]]) -> None: ...


@dataclass(frozen=True)
class Nothing:
    """A species whose cards say everything."""

    labels: Mapping[str, object]
    states: Mapping[str, object]

    def create(self, ids: Sequence[int]) -> None:
        return

    def read(self, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        return {pk: {} for pk in ids}

    def write(self, values: Mapping[int, Mapping[str, Any]]) -> None:
        return


_completions: dict[str, Completion] = {}


def register(species: Species, completion: Completion) -> None:
    _completions[species] = completion


def of(species: str) -> Completion:
    return _completions.get(species) or Nothing({}, {})


def editable(species: str) -> tuple[str, ...]:
    """Every field that people and imports may write on a card of this species."""
    return (*EDITABLE, *of(species).labels)


def values_of(card: Card) -> dict[str, Any]:
    """All editable fields of the card as its history keeps them, completed by its species."""
    return {**card.fields, **of(card.species).read([card.pk]).get(card.pk, {})}


def values_of_all(cards: Iterable[Card]) -> dict[int, dict[str, Any]]:
    """The same for many cards, in one reading per species."""
    held = {card.pk: card for card in cards}
    by_species: dict[str, list[int]] = {}
    for card in held.values():
        by_species.setdefault(card.species, []).append(card.pk)
    extras = {pk: more for species, ids in by_species.items() for pk, more in of(species).read(ids).items()}
    return {pk: {**card.fields, **extras.get(pk, {})} for pk, card in held.items()}


def labels_of(species: str) -> dict[str, object]:
    """The name of each editable field, as people read it (lazy translations)."""
    return {**{name: _label(name) for name in EDITABLE}, **of(species).labels}


def _label(name: str) -> object:
    return getattr(Card._meta.get_field(name), "verbose_name", name)
