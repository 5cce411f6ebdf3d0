"""Names made comparable: accents, case, legal forms and small words weigh nothing."""

import re
import sys
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

LITTLE = frozenset(
    ["a", "l", "d", "de", "du", "des", "la", "le", "les", "un", "une", "et", "en", "au", "aux", "the", "of", "and"]
)
FORMS = frozenset([
    "asso", "association", "assoc", "sarl", "sas", "sa", "scop", "scic", "eurl", "sasu", "cic", "societe", "ste",
    "earl", "gaec", "scea", "ets", "etablissement", "ltd", "gmbh", "inc",
])  # fmt: skip
# said or left out as one likes, yet "Les amis du musée" are not the museum: they may differ, but never unseen
KINDS = frozenset(["ami", "amis", "comite", "collectif", "groupe", "centre", "club", "cooperative"])
TOWN_HALL = re.compile(r"^(?:la )?(?:ville|commune|mairie|municipalite|municipality|city) (?:de la|de|du|des|d|of) ")
OTHER_NUMBER, OTHER_KIND = 0.6, 0.84  # the most that two names with other numbers, or other kinds, are alike
SPACED = 0.97  # "Malaria spot" and "MalariaSpot"
OTHER_WORDS, AKIN = 0.05, 50  # taken off when the words not shared look under 50 % alike: "Lab" and "Media"


@dataclass(frozen=True, slots=True)
class Words:
    """A name ready to compare: its telling words in order, and what is told apart from them."""

    ordered: tuple[str, ...]
    text: str
    sorted: str
    initials: str
    kinds: frozenset[str]
    numbers: frozenset[str]


def spread(name: str) -> list[str]:
    """Every word, without accents or case; a town hall is one whatever it is called."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("&", " et "))
    bare = " ".join(re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))
    return TOWN_HALL.sub("mairie ", bare).split()


def words_of(name: str, without: frozenset[str] = frozenset()) -> Words:
    """The telling words of a name; all of them, legal forms aside, when none would be left."""
    every = [sys.intern(word) for word in spread(name)]
    main = [word for word in every if word not in LITTLE and word not in FORMS and word not in without]
    told = tuple(word for word in main if word not in KINDS)
    ordered = told or tuple(word for word in every if word not in FORMS)
    return Words(
        ordered=ordered,
        text=" ".join(ordered),
        sorted=" ".join(sorted(ordered)),
        initials="".join(word[0] for word in main) if len(main) > 2 else "",
        kinds=KINDS.intersection(main) if told else frozenset(),
        numbers=frozenset(word for word in ordered if word.isdigit()),
    )


def likeness(first: str, second: str) -> float:
    return alike(words_of(first), words_of(second))


def alike(first: Words, second: Words) -> float:
    """From 0 to 1: how alike the letters and words of two names are.

    Notes
    -----
    ``0.5 R + 0.38 J + i S`` where R is the ratio of sorted words (indel), J Jaro-Winkler on words in order (Winkler
    1990: beginnings tell more), S the ratio of shared words; i is 0.12, or 0.04 when a name is one word only, since
    a name inside another is a hint and not a proof. A little less when each has words of its own that nothing brings
    together; capped when the numbers or the kinds of the two differ.
    """
    if not first.ordered or not second.ordered:
        return 0.0
    cap = 1.0 if first.kinds == second.kinds else OTHER_KIND
    if first.numbers and second.numbers and first.numbers != second.numbers:
        cap = OTHER_NUMBER
    if first.text == second.text:
        return cap
    if first.text.replace(" ", "") == second.text.replace(" ", ""):
        return min(cap, SPACED)
    words = fuzz.ratio(first.sorted, second.sorted) / 100
    whole = JaroWinkler.similarity(first.text, second.text)
    shared = fuzz.token_set_ratio(first.text, second.text) / 100
    inside = 0.12 if min(len(first.ordered), len(second.ordered)) > 1 else 0.04
    return min(cap, max(0.0, 0.5 * words + 0.38 * whole + inside * shared - _apart(first, second)))


def _apart(first: Words, second: Words) -> float:
    mine = " ".join(word for word in first.ordered if word not in second.ordered)
    other = " ".join(word for word in second.ordered if word not in first.ordered)
    return OTHER_WORDS if mine and other and fuzz.ratio(mine, other) < AKIN else 0.0
