"""Cards that a new one may double, shown before it is saved."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Func, Q, TextField, Value

from terreau.know.cards.enums import CardStatus
from terreau.know.cards.models import Card

ENOUGH = 0.55


def similar_cards(name: str, *, phone: str = "", siret: str = "", besides: int | None = None) -> list[Card]:
    """At most five cards of about the same name, or with the same identifier or telephone."""
    key = Func(Value(name), function="cards_key", output_field=TextField())
    same = Q()
    if siret:
        same |= Q(siret=siret)
    if phone:
        same |= Q(phone=phone)
    rows = Card.objects.filter(status__in=[CardStatus.PUBLISHED, CardStatus.PROPOSED]).exclude(pk=besides or 0)
    likeness = TrigramWordSimilarity(key, "name_key")  # type: ignore[arg-type]  # an expression is as good as a text
    near = rows.annotate(likeness=likeness).filter(Q(likeness__gte=ENOUGH) | same)
    return list(near.select_related("kind", "district").order_by("-likeness", "name_key")[:5])
