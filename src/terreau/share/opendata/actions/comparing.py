"""Comparing the town's cards with each other, in the background: all of them, or those that changed since last time."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from terreau.algorithms.duplicates import Pair, find_pairs
from terreau.know.cards.models import Card
from terreau.share.opendata.actions.progress import COMPARING, one_at_a_time
from terreau.share.opendata.models import Comparison, Likeness
from terreau.share.opendata.queries.records import card_id, card_pk, known_distinct, town_records
from terreau.trust.audit.actions import record

LATE = timedelta(minutes=2)  # a change is dated when it is made and seen when it is committed
BATCH = 1000


@transaction.atomic
def ask_comparison(*, species: str, by: Any) -> None:
    """All the cards will be compared again; asked twice, it is done once."""
    Comparison.objects.update_or_create(species=species, defaults={"asked_at": timezone.now(), "whole": True})
    record("opendata.comparison_asked", by=by, public=False, detail={"species": species})


def compare_cards(*, species: str, by: Any) -> Comparison:
    """The first time, or when asked for, everything is compared; else only what changed, with everything."""
    with one_at_a_time(COMPARING):
        held, _created = Comparison.objects.get_or_create(species=species)
        begun = timezone.now()
        fresh = None if held.whole or held.compared_at is None else _changed(species, held.compared_at - LATE)
        records = list(town_records(species))
        new = None if fresh is None else {card_id(pk) for pk in fresh}
        pairs = find_pairs(records, known_distinct=known_distinct(), fresh=new) if new is None or new else []
        _keep(held, pairs, fresh, at=begun, cards=len(records), by=by)
    return held


def _changed(species: str, since: datetime) -> set[int]:
    return set(Card.objects.filter(species=species, updated_at__gte=since).values_list("pk", flat=True))


@transaction.atomic
def _keep(
    held: Comparison, pairs: Sequence[Pair], fresh: Collection[int] | None, *, at: datetime, cards: int, by: Any
) -> None:
    """What was proposed of the compared cards goes, what is found comes, in one go for those who read meanwhile."""
    old = Likeness.objects.filter(first__species=held.species)
    if fresh is not None:
        old = old.filter(Q(first__in=fresh) | Q(second__in=fresh))
    old.delete()
    found = [(card_pk(pair.a), card_pk(pair.b), pair) for pair in pairs]
    alive = set(Card.objects.filter(pk__in={pk for a, b, _pair in found for pk in (a, b)}).values_list("pk", flat=True))
    Likeness.objects.bulk_create(
        [
            Likeness(
                first_id=a, second_id=b, score=pair.score, verdict=pair.verdict,
                reasons=[[reason.kind, reason.value] for reason in pair.reasons],
            )
            for a, b, pair in found
            if a in alive and b in alive
        ],
        batch_size=BATCH,
    )  # fmt: skip
    held.compared_at, held.cards, held.whole = at, cards, False
    held.save(update_fields=["compared_at", "cards", "whole"])
    record("opendata.cards_compared", by=by, public=False, detail={"species": held.species, "pairs": len(found)})
