"""The doubles of an import's new lines: in the town, and in the file itself, with the reasons in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from terreau.algorithms.duplicates import Pair, find_pairs
from terreau.share.opendata.models import Import, Line
from terreau.share.opendata.queries.records import known_distinct, line_id, record, town_records

RANK = {"same": 2, "likely": 1, "possible": 0}


@dataclass(frozen=True)
class Double:
    """What a line doubles: a card of the town, or an earlier line of the file."""

    verdict: str
    score: float
    why: list[str]
    card: int | None = None
    line: int | None = None


def find_doubles(batch: Import, lines: Sequence[Line]) -> dict[int, Double]:
    """The best double of each line, by its number; a line doubles an earlier line only."""
    records = [record(line_id(line.number), line.values) for line in lines]
    fresh = frozenset(one.id for one in records)
    pairs = find_pairs([*town_records(batch.species), *records], known_distinct=known_distinct(), fresh=fresh)
    best: dict[int, Double] = {}
    for pair in pairs:
        number, double = _double(pair)
        held = best.get(number)
        if held is None or (RANK[double.verdict], double.score) > (RANK[held.verdict], held.score):
            best[number] = double
    return best


def _double(pair: Pair) -> tuple[int, Double]:
    """Ids sort cards (c…) before lines (l…), and lines by number."""
    first, second = sorted((pair.a, pair.b))
    why = [sentence(reason.kind, reason.value) for reason in pair.reasons]
    if first.startswith("c"):
        return int(second[1:]), Double(pair.verdict, pair.score, why, card=int(first[1:]))
    return int(second[1:]), Double(pair.verdict, pair.score, why, line=int(first[1:]))


def sentence(kind: str, value: str) -> str:
    """A reason as people read it."""
    words = {
        "name": _("noms proches (%(value)s)"),
        "distance": _("à %(value)s"),
        "site": _("même site : %(value)s"),
        "phone": _("même téléphone : %(value)s"),
        "email": _("même adresse électronique : %(value)s"),
        "identifier": _("même identifiant : %(value)s"),
        "street": _("même adresse : %(value)s"),
        "city": _("même commune : %(value)s"),
    }
    return words.get(kind, "%(value)s") % {"value": value}
