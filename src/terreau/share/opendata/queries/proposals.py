"""What an unknown word of a file most likely means: proposed to the connector, never decided."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from terreau.know.cards.enums import Branch, Species
from terreau.know.cards.models import Category
from terreau.lib.names import name_key
from terreau.share.opendata.models import Import
from terreau.share.opendata.queries.categories import unknown_words, words_of

SURE, LIKELY = 92, 74  # percent of letters alike
LONG = 6  # below this many letters, one letter makes another word
TELLING = 4  # a shorter word inside a longer one says nothing
INSIDE = 0.9  # "restaurant social" for "restaurant" weighs a little less than the word itself
HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Proposal:
    """A word that nothing explains, how many lines hold it, and what it likely means; `sure`: but for its spelling."""

    word: str
    lines: int
    category: Category | None = None
    sure: bool = False


def proposals(batch: Import, limit: int = 200) -> list[Proposal]:
    """The unknown words of an import, the most frequent first, each with the likeliest category."""
    waiting = unknown_words(batch, limit)
    words = _words(batch.species) if waiting else {}
    return [Proposal(word, lines, *likeliest(word, words)) for word, lines in waiting]


def likeliest(word: str, words: Mapping[str, Category]) -> tuple[Category | None, bool]:
    """Among words in the singular (`singular`): the category nearest in letters, and whether it is beyond doubt."""
    sought = singular(word)
    if sought in words:
        return words[sought], True
    letters = process.extractOne(sought, words.keys(), scorer=fuzz.ratio, score_cutoff=LIKELY)
    if letters and letters[1] >= SURE and len(sought) >= LONG:
        return words[letters[0]], True
    telling = [one for one in words if len(one) >= TELLING]
    inside = process.extractOne(sought, telling, scorer=fuzz.token_set_ratio, score_cutoff=100)
    best = max(
        ((found[1] * weight, found[0]) for found, weight in ((letters, 1.0), (inside, INSIDE)) if found), default=None
    )
    return (words[best[1]], False) if best else (None, False)


def singular(word: str) -> str:
    """As compared: without accents, case, nor the marks of the plural."""
    parts = name_key(word).split()
    return " ".join(part.rstrip("sx") if len(part) > 3 else part for part in parts)


def _words(species: str) -> dict[str, Category]:
    """Every word of the branches that cards of this species use; a schema.org type only when one category has it."""
    branches = (Branch.PLACE if species == Species.PLACE else Branch.NATURE, Branch.THEME)
    categories = list(Category.objects.filter(archived=False, branch__in=branches))
    types = Counter(category.schema for category in categories)
    words: dict[str, Category] = {}
    for category in categories:
        schema = [HUMPS.sub(" ", category.schema)] if types[category.schema] == 1 else []
        for word in _singulars([*words_of(category), *schema]):
            words.setdefault(word, category)
    return words


def _singulars(words: Iterable[str]) -> set[str]:
    return {singular(word) for word in words} - {""}
