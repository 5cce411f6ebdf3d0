"""Names made comparable: accents, case, legal forms and small words weigh nothing."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

SMALL = frozenset(
    [
        "a",
        "l",
        "d",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "un",
        "une",
        "et",
        "en",
        "au",
        "aux",
        "the",
        "of",
        "and",
        "asso",
        "association",
        "assoc",
        "sarl",
        "sas",
        "sa",
        "scop",
        "scic",
        "eurl",
        "sasu",
        "cic",
        "cooperative",
        "societe",
        "ste",
        "ets",
        "etablissement",
        "les",
        "amis",
        "comite",
        "collectif",
        "groupe",
        "centre",
        "club",
    ]
)
FORMS = frozenset(["sarl", "sas", "sa", "scop", "scic", "eurl", "sasu", "asso", "assoc", "association"])


@lru_cache(maxsize=400_000)
def tokens(name: str) -> tuple[str, ...]:
    """Words in order, without accents, case or small words; all words when nothing else is left."""
    spread = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("&", " et "))
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in spread if not unicodedata.combining(sign)))
    return tuple(word for word in words if word not in SMALL) or tuple(word for word in words if word not in FORMS)


def likeness(first: str, second: str) -> float:
    """From 0 to 1: the mean of the order-free likeness of words and of the likeness of the whole (Jaro-Winkler)."""
    a, b = tokens(first), tokens(second)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    if "".join(a) == "".join(b):
        return 0.97  # "Malaria spot" and "MalariaSpot"
    left, right = " ".join(a), " ".join(b)
    words = fuzz.token_sort_ratio(left, right) / 100
    whole = JaroWinkler.similarity(left, right)
    shared = fuzz.token_set_ratio(left, right) / 100
    # one name inside the other is a hint, not a proof: "La Ruche" is not yet "La Ruche des Aulnes"
    inside = 0.12 * shared if min(len(a), len(b)) > 1 else 0.04 * shared
    return min(1.0, 0.5 * words + 0.38 * whole + inside)
