"""Pairs of cards of the town that may be one thing, the likeliest first."""

from dataclasses import dataclass

from terreau.algorithms.duplicates import find_pairs
from terreau.know.cards.models import Card
from terreau.share.opendata.queries.doubles import sentence
from terreau.share.opendata.queries.records import known_distinct, town_records

MOST = 400


@dataclass(frozen=True)
class CardPair:
    first: Card
    second: Card
    score: float
    verdict: str
    why: list[str]


def doubtful_pairs(species: str) -> list[CardPair]:
    """At most 400 pairs, none that someone told apart."""
    pairs = sorted(
        find_pairs(list(town_records(species)), known_distinct=known_distinct()), key=lambda pair: -pair.score
    )[:MOST]
    cards = Card.objects.select_related("kind", "district").in_bulk(
        {int(pk[1:]) for pair in pairs for pk in (pair.a, pair.b)}
    )
    return [
        CardPair(
            cards[int(p.a[1:])], cards[int(p.b[1:])], p.score, p.verdict, [sentence(reason) for reason in p.reasons]
        )
        for p in pairs
        if int(p.a[1:]) in cards and int(p.b[1:]) in cards
    ]
