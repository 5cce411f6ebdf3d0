"""Words of files and the categories they mean."""

from dataclasses import dataclass
from itertools import islice

from django.db import connection

from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Category
from terreau.lib.names import name_key
from terreau.share.opendata.models import CategoryAlias, Import

MOST = 5_000  # words looked at: more of them is a column that holds no categories
COUNT = """
SELECT word, count(*) FROM opendata_line, jsonb_array_elements_text(words) AS word
WHERE batch_id = %s GROUP BY word ORDER BY count(*) DESC, word LIMIT %s
"""


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
        for word in words_of(category):
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


def words_of(category: Category) -> list[str]:
    """All that means it: names in French and English, synonyms, Transiscope families, values of OSM tags."""
    tags = [tag.partition("=")[2] for tag in category.osm]
    return [category.name, category.name_en, category.slug, *category.synonyms, *category.transiscope, *tags]


def unknown_words(batch: Import, limit: int = 200) -> list[tuple[str, int]]:
    """Words of the file that nothing explains, the most frequent first."""
    known = vocabulary().known
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [batch.pk, MOST])
        found = ((word, count) for word, count in cursor.fetchall() if name_key(word) not in known)
        return list(islice(found, limit))
