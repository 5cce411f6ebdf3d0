"""Values of cards as people read them: categories and actors by their names, lists joined."""

from collections.abc import Callable, Mapping
from typing import Any

from terreau.know.cards import species as kinds
from terreau.know.cards.enums import Precision, Species
from terreau.know.cards.models import Card, Category

CATEGORIES, CARDS = ("kind", "themes"), ("owner", "managers")


def said_by(*cards: Mapping[str, Any]) -> Callable[[str, Any], Any]:
    """A function that says a field's value; every name that the cards need is read beforehand."""
    names = {
        field: {one.pk: str(one) for one in model.objects.filter(pk__in=_ids(cards, fields))}
        for fields, model in ((CATEGORIES, Category), (CARDS, Card))
        for field in fields
    }
    choices = {"precision": dict(Precision.choices), "state": kinds.of(Species.PLACE).states}

    def said(field: str, value: Any) -> Any:
        if field in names:
            return ", ".join(names[field].get(pk, "") for pk in _listed(value))
        if field in choices:
            return choices[field].get(value, value)
        if isinstance(value, list):
            return ", ".join(one["url"] if isinstance(one, dict) else str(one) for one in value)
        return value

    return said


def _ids(cards: tuple[Mapping[str, Any], ...], fields: tuple[str, ...]) -> set[int]:
    return {pk for card in cards for field in fields for pk in _listed(card.get(field))}


def _listed(value: Any) -> list[int]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
