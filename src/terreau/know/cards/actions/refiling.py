"""Filing cards again when the borders of districts move."""

from django.db import transaction

from terreau.know.cards.models import Card
from terreau.know.cards.queries.filing import Filing
from terreau.trust.audit.actions import record

CHUNK = 2000


@transaction.atomic
def refile_cards() -> int:
    """Give every located card the district that now holds it; returns how many moved."""
    moved = []
    for card in Card.objects.located().only("pk", "lon", "lat", "district").iterator(chunk_size=CHUNK):
        district = Filing.district({"lon": card.lon, "lat": card.lat})
        if district != card.district_id:
            card.district_id = district
            moved.append(card)
    Card.objects.bulk_update(moved, ["district"], batch_size=CHUNK)
    if moved:
        record("cards.cards_refiled", by=None, detail={"count": len(moved)})
    return len(moved)
