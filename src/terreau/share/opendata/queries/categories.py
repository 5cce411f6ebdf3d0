"""Words of files and the categories they mean."""

from collections import Counter
from dataclasses import dataclass

from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Category
from terreau.lib.names import name_key
from terreau.share.opendata.models import CategoryAlias, Import


@dataclass(frozen=True)
class Vocabulary:
    """Every word that means a category, as `name_key` writes it; `known` also holds words that mean none."""

    meanings: dict[str, Category]
    known: frozenset[str]

    def of(self, words: list[str]) -> list[Category]:
        return [self.meanings[key] for word in words if (key := name_key(word)) in self.meanings]

    def values(self, words: list[str], species: str) -> dict[str, object]:
        """`kind` and `themes` for a card: the first category of its branch, and all themes."""
        found = self.of(words)
        branch = Branch.PLACE if species == "place" else Branch.NATURE
        kind = next((category.pk for category in found if category.branch == branch), None)
        themes = sorted({category.pk for category in found if category.branch == Branch.THEME})
        return ({"kind": kind} if kind else {}) | ({"themes": themes} if themes else {})


def vocabulary() -> Vocabulary:
    """Names, synonyms, OSM tags and Transiscope families of the tree, then what connectors decided."""
    meanings: dict[str, Category] = {}
    for category in Category.objects.filter(archived=False):
        tags = [tag.partition("=")[2] for tag in category.osm]
        for word in (category.name, category.name_en, category.slug, *category.synonyms, *category.transiscope, *tags):
            meanings.setdefault(name_key(word), category)
    meanings.pop("", None)
    known = set(meanings)
    for alias in CategoryAlias.objects.select_related("category"):
        known.add(alias.word)
        if alias.category:
            meanings[alias.word] = alias.category
        else:
            meanings.pop(alias.word, None)
    return Vocabulary(meanings, frozenset(known))


def unknown_words(batch: Import, limit: int = 200) -> list[tuple[str, int]]:
    """Words of the file that nothing explains, the most frequent first."""
    known = vocabulary().known
    counts: Counter[str] = Counter()
    for words in batch.lines.exclude(words=[]).values_list("words", flat=True).iterator():
        counts.update(word for word in words if name_key(word) not in known)
    return counts.most_common(limit)
