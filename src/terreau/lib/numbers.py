"""Numbers as they arrive in addresses and forms, and as people read them, in the typography of their language."""

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

NARROW = "\u202f"  # between thousands, and before ; : ? »
FIRM = "\u00a0"  # between a figure and its unit
MINUS = "\u2212"


def whole(text: str | None) -> int:
    """A row's number as somebody sent it; 0, which no row has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0


def french() -> bool:
    """Whether people now read in French, the language of the sources."""
    return (get_language() or "fr").startswith("fr")


def number(value: Any, decimals: int = 0) -> str:
    """21400 gives 21 400; -7.25 with one decimal gives −7,3; nothing gives nothing."""
    if value is None or value == "":
        return ""
    text = f"{abs(Decimal(str(value))):,.{decimals}f}"
    if french():
        text = text.replace(",", NARROW).replace(".", ",")
    return f"{MINUS}{text}" if Decimal(str(value)) < 0 and text.strip("0,.") else text


def amount(value: Any) -> str:
    """A sum without its unit; cents only when there are some."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    return number(exact, 0 if exact == exact.to_integral_value() else 2)


def money(value: Any) -> str:
    """12 000 €, or €12,000; cents only when there are some."""
    figure = amount(value)
    if not figure or french():
        return f"{figure}{FIRM}€" if figure else ""
    return f"€{figure}".replace(f"€{MINUS}", f"{MINUS}€")
