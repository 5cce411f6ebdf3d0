"""Finding a commune by what people know of it: its name, its postcode or its official code."""

import re

from rapidfuzz import fuzz, process

from terreau.know.territory.register.reading import Commune, register
from terreau.lib.names import name_key

CODE = re.compile(r"\d[\dAB]\d{3}", re.IGNORECASE)


def commune(code: str) -> Commune | None:
    return register().by_code.get(code.upper())


def find_communes(text: str, limit: int = 40) -> list[Commune]:
    """The likeliest first. An official code is also looked up as a postcode (88160 is both), after the code."""
    text = text.strip()
    if CODE.fullmatch(text):
        coded = commune(text)
        homes = sorted(register().by_postcode.get(text, ()), key=_size)
        return list(dict.fromkeys(([coded] if coded else []) + homes))[:limit]
    key = name_key(text)
    if not key:
        return []
    exact = sorted(register().by_key.get(key, ()), key=lambda one: (name_key(one.name) != key, *_size(one)))
    return (exact or _begins(key) or _resembles(key))[:limit]


def neighbours(home: Commune) -> list[Commune]:
    """The other communes of its agglomeration, the largest first."""
    if not home.grouping:
        return []
    return sorted((one for one in register().by_grouping[home.grouping] if one.code != home.code), key=_size)


def _size(one: Commune) -> tuple[int, str]:
    return -(one.population or 0), one.code


def _begins(key: str) -> list[Commune]:
    """Every word asked for begins a word of the name: "havre" finds Le Havre."""
    words = key.split()
    found = {
        one.code: one
        for name, homes in register().by_key.items()
        if all(any(part.startswith(word) for part in name.split()) for word in words)
        for one in homes
    }
    return sorted(found.values(), key=_size)


def _resembles(key: str) -> list[Commune]:
    """Names one or two letters away."""
    known = register().by_key
    near = process.extract(key, known.keys(), scorer=fuzz.ratio, score_cutoff=82, limit=12)
    return list({one.code: one for name, _score, _rank in near for one in sorted(known[name], key=_size)}.values())
