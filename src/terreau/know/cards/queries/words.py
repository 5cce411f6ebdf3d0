"""Words that people type, made forgiving: accents, plurals, beginnings; and corrected when nothing answers."""

import re
from functools import reduce

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db.models import F

from terreau.know.cards.models import Word
from terreau.lib.names import plain

SMALL = frozenset(
    [
        "a",
        "à",
        "au",
        "aux",
        "avec",
        "ce",
        "ces",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "et",
        "il",
        "j",
        "je",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "m",
        "ma",
        "mais",
        "me",
        "mes",
        "mon",
        "n",
        "ne",
        "nos",
        "notre",
        "nous",
        "on",
        "ou",
        "où",
        "par",
        "pas",
        "pour",
        "qu",
        "que",
        "qui",
        "s",
        "sa",
        "se",
        "ses",
        "son",
        "sur",
        "t",
        "ta",
        "te",
        "tes",
        "toi",
        "ton",
        "tu",
        "un",
        "une",
        "vos",
        "votre",
        "vous",
        "y",
    ]
)
MOST_WORDS = 8
CLOSE_ENOUGH = 0.35


def words_of(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return [word for word in words if word not in SMALL][:MOST_WORDS] or words[:MOST_WORDS]


def query_of(text: str) -> SearchQuery:
    """Every word must answer, in its French stem, unaccented, or as the beginning of a longer word."""
    parts = [_word(word) for word in words_of(text)]
    return reduce(lambda left, right: left & right, parts) if parts else SearchQuery("")


def _word(word: str) -> SearchQuery:
    key = re.sub(r"\W", "", plain(word))
    query = SearchQuery(word, config="french") | SearchQuery(key, config="simple")
    stem = key[:-1] if len(key) > 4 and key[-1] in "sx" else key
    if len(stem) >= 3:
        query = query | SearchQuery(f"'{stem}':*", config="simple", search_type="raw")
    return query


def corrected(text: str) -> str:
    """The same request with each unknown word replaced by the nearest known one; "" when nothing changes."""
    words = words_of(text)
    better = [_nearest(word) for word in words]
    return "" if better == words else " ".join(better)


def _nearest(word: str) -> str:
    key = re.sub(r"\W", "", plain(word))
    if len(key) < 4 or Word.objects.filter(text__startswith=key).exists():
        return word
    close = Word.objects.filter(text__trigram_similar=key).annotate(likeness=TrigramSimilarity("text", key))
    best = close.filter(likeness__gte=CLOSE_ENOUGH).order_by(F("likeness").desc(), "text").first()
    return best.text if best else word
