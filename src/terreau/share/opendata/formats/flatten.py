"""Nested objects made into named columns: address.street, categories as a list of names."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from terreau.share.opendata.formats.limits import MAX_CELL, MAX_DEPTH
from terreau.share.opendata.formats.reading import Unreadable, Values

NAMES = ("name", "nom", "label", "title", "shortName", "value", "url")


def flatten(item: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Values:
    """Scalars as text or number, lists as lists of texts; deeper than eight levels is kept as text."""
    flat: Values = {}
    for key, value in item.items():
        name = f"{prefix}{key}"
        try:
            if isinstance(value, Mapping) and depth < MAX_DEPTH:
                flat |= flatten(value, f"{name}.", depth + 1)
            elif isinstance(value, list):
                flat[name] = [text for one in value[:500] if (text := _said(one))]
            else:
                flat[name] = plain(value)
        except RecursionError:
            raise Unreadable(
                _("Le champ « %(field)s » d’une ligne imbrique des milliers de listes. Ôtez-le, puis recommencez.")
                % {"field": name[:60]}
            ) from None
    return flat


def plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return str(value)[:MAX_CELL]


def _said(value: Any) -> str:
    """The name of a nested thing, or the thing itself."""
    if isinstance(value, Mapping):
        return next((str(value[name]) for name in NAMES if value.get(name)), "")
    return "" if value is None else str(value)[:MAX_CELL]
