"""Proper names, compared the way people write them."""

import re
import unicodedata

from django.utils.text import slugify

SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "s": "sur"}


def plain(text: str) -> str:
    """Lower case, without accents or ligatures."""
    spread = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def name_key(name: str) -> str:
    """A name without what people write in different ways: accents, case, hyphens, apostrophes, St for Saint."""
    return " ".join(SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", plain(name)))


def slug_of(name: str) -> str:
    """A name in an address: without accents, its ligatures spread, words joined by hyphens."""
    return slugify(plain(name))
