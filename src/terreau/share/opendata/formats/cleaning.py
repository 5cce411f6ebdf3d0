"""Values as cards keep them: no markup, telephones and sites in one form, identifiers that check."""

import html
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from terreau.lib.opening_hours import is_valid

Given = Sequence[Any]
BLOCKS = re.compile(r"</?(p|br|div|li|h\d)[^>]*>", re.IGNORECASE)
PLACE_STATES = {
    "friche potentielle": "vacant", "friche sans projet": "vacant", "sans projet": "vacant", "potentielle": "vacant",
    "friche avec projet": "project", "avec projet": "project", "friche reconvertie": "in-use", "reconvertie": "in-use",
    "vacant": "vacant", "in-use": "in-use", "project": "project", "closed": "closed", "ferme": "closed",
}  # fmt: skip


class Unclean(ValueError):
    """This value cannot be kept; the sentence names it and the remedy."""


def text(value: Any, longest: int = 0) -> str:
    """One line of plain text: markup removed, spaces folded."""
    bare = (
        html.unescape(nh3.clean(BLOCKS.sub(" ", str(value)), tags=set()))
        if "<" in str(value)
        else html.unescape(str(value))
    )
    folded = " ".join(bare.replace("\x00", "").split())
    return folded[:longest].rstrip() if longest else folded


def prose(values: Given) -> str:
    """Paragraphs: markup becomes line breaks, nothing else of it stays."""
    parts = []
    for value in values:
        spaced = BLOCKS.sub("\n", str(value).replace("\x00", ""))
        bare = html.unescape(nh3.clean(spaced, tags=set())) if "<" in spaced else html.unescape(spaced)
        lines = [" ".join(line.split()) for line in bare.splitlines()]
        parts.append(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())
    return "\n\n".join(dict.fromkeys(part for part in parts if part))[:20_000]


def name(values: Given) -> str:
    bare = text(values[0])
    if len(bare) > 200:
        raise Unclean(_("nom de %(n)d signes : raccourcissez-le à 200") % {"n": len(bare)})
    return bare


def short(longest: int) -> Callable[[Given], str]:
    return lambda values: text(values[0], longest)


def lines(values: Given) -> list[str]:
    return list(dict.fromkeys(bare for value in values for part in str(value).split("|") if (bare := text(part, 200))))


def phone(values: Given) -> str:
    bare = (
        re.sub(r"[^\d+]", "", str(values[0]).split("/")[0].split(";")[0])
        .replace("+330", "+33")
        .replace("0033", "+33", 1)
    )
    if re.fullmatch(r"0[1-9]\d{8}", bare):
        return "+33" + bare[1:]
    if re.fullmatch(r"[1-9]\d{8}", bare):  # a spreadsheet ate the first zero
        return "+33" + bare
    if re.fullmatch(r"\+\d{8,15}", bare):
        return bare
    raise Unclean(
        _("téléphone « %(value)s » illisible : dix chiffres, ou + et l’indicatif") % {"value": text(values[0], 40)}
    )


def email(values: Given) -> str:
    bare = text(values[0]).removeprefix("mailto:").split("|")[0].strip().lower()
    try:
        validate_email(bare)
    except ValidationError:
        raise Unclean(_("adresse « %(value)s » illisible") % {"value": bare[:60]}) from None
    return bare


def website(values: Given) -> str:
    bare = text(values[0]).split("|")[0].strip()
    bare = bare if re.match(r"[a-z]+:", bare, re.IGNORECASE) else f"https://{bare}"
    try:
        parts = urlsplit(bare)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or "." not in parts.netloc or " " in bare or len(bare) > 500:
        raise Unclean(_("site « %(value)s » illisible : commencez par https://") % {"value": bare[:60]})
    return bare


def links(values: Given) -> list[dict[str, str]]:
    found = []
    for value in values:
        try:
            found.append({"label": "", "url": website([value])})
        except Unclean:
            continue
    return found


def hours(values: Given) -> str:
    bare = text(values[0], 400)
    if not is_valid(bare):
        raise Unclean(_("horaires « %(value)s » hors de la syntaxe OpenStreetMap") % {"value": bare[:60]})
    return bare


def siret(values: Given) -> str:
    digits = re.sub(r"\D", "", str(values[0]))
    doubled = [int(d) * (2 if rank % 2 else 1) for rank, d in enumerate(reversed(digits))]
    if len(digits) != 14 or sum(d - 9 if d > 9 else d for d in doubled) % 10:
        raise Unclean(_("SIRET « %(value)s » faux : quatorze chiffres, clé comprise") % {"value": text(values[0], 30)})
    return digits


def pattern(expression: str, what: str) -> Callable[[Given], str]:
    def clean(values: Given) -> str:
        bare = text(values[0], 60)
        if not re.fullmatch(expression, bare):
            raise Unclean(_("%(what)s « %(value)s » mal écrit") % {"what": what, "value": bare})
        return bare

    return clean


def whole(values: Given) -> int | None:
    digits = re.sub(r"[\s\u202f\xa0]", "", str(values[0])).replace(",", ".")
    try:
        number = round(float(digits))
    except (ValueError, OverflowError):
        raise Unclean(_("« %(value)s » n’est pas un nombre") % {"value": text(values[0], 30)}) from None
    if not 0 <= number <= 2_000_000_000:
        raise Unclean(_("« %(value)s » n’est pas un nombre possible") % {"value": text(values[0], 30)})
    return number


def state(values: Given) -> str:
    return PLACE_STATES.get(text(values[0]).lower().replace("é", "e"), "")


def words(values: Given) -> tuple[str, ...]:
    """Categories as written, cut at the usual signs."""
    found = [
        text(part, 80)
        for value in values
        for part in re.split(r"[|;,]" if isinstance(value, str) else r"\|", str(value))
    ]
    return tuple(dict.fromkeys(word for word in found if word))


CLEANERS: dict[str, Callable[[Given], Any]] = {
    "name": name, "other_names": lines, "summary": short(240), "description": prose, "street": short(200),
    "postcode": short(12), "city": short(120), "phone": phone, "email": email, "website": website, "link": links,
    "opening_hours": hours, "accessibility": short(400), "siret": siret, "rna": pattern(r"W\d{9}", "RNA"),
    "osm": pattern(r"(node|way|relation)/\d+", "OpenStreetMap"), "wikidata": pattern(r"Q\d+", "Wikidata"),
    "capacity": whole, "surface": whole, "state": state,
}  # fmt: skip
