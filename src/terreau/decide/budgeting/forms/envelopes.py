"""Envelopes by district, as people write them: one line each, its name and its money or inhabitants."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from terreau.decide.budgeting.rules import parted
from terreau.lib.numbers import number

EQUAL, PEOPLE, TYPED = "equal", "people", "typed"
LINE = re.compile(r"(.+?)\s*[;=:\t]\s*([\d\s.,\u00a0\u202f]*)\s*€?")


def lines_of(envelopes: Mapping[str, str | Decimal]) -> str:
    return "\n".join(f"{name} = {money}" for name, money in envelopes.items())


def envelopes_from(text: str, how: str, budget: Decimal) -> dict[str, str]:
    """Money by district as the rule file writes it, adding up to the budget; raises `ValidationError` with a sentence."""
    rows = dict(_row(line) for line in text.splitlines() if line.strip())
    if len(rows) < 2:
        raise ValidationError(_("Nommez au moins deux quartiers, un par ligne."))
    if how == EQUAL:
        given = parted(budget, dict.fromkeys(rows, 1))
    elif how == PEOPLE:
        _check_all(rows, _("Donnez le nombre d’habitants de chaque quartier\u202f: « Les Coteaux = 2400 »."))
        given = parted(budget, {name: int(value or 0) for name, value in rows.items()})
    else:
        _check_all(rows, _("Donnez la somme de chaque quartier\u202f: « Les Coteaux = 20000 »."))
        given = {name: value or Decimal(0) for name, value in rows.items()}
        total = sum(given.values())
        if total != budget:
            raise ValidationError(
                _(
                    "Les enveloppes font %(total)s €, et la somme à répartir %(budget)s €\u202f: il y a %(gap)s € d’écart."
                )
                % {"total": number(total), "budget": number(budget), "gap": number(abs(total - budget))}
            )
    return {name: f"{money:f}".removesuffix(".00") for name, money in given.items()}


def _check_all(rows: Mapping[str, Decimal | None], sentence: str) -> None:
    if any(not value for value in rows.values()):
        raise ValidationError(sentence)


def _row(line: str) -> tuple[str, Decimal | None]:
    found = LINE.fullmatch(line.strip())
    name, text = (found[1], found[2]) if found else (line.strip(), "")
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    try:
        return name.strip()[:80], Decimal(plain) if plain else None
    except InvalidOperation:
        raise ValidationError(_("« %(line)s »\u202f: ce n’est pas un nombre.") % {"line": line.strip()[:60]}) from None
