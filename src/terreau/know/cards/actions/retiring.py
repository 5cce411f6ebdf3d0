"""Taking a card off the map, putting it back, publishing one that was proposed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.know.cards.actions.writing import locked, save
from terreau.know.cards.enums import CardStatus, Change
from terreau.know.cards.models import Card, Revision
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def archive_card(*, card: Card, by: Any, note: str = "") -> Card:
    """Off the map and the lists; its page says so and keeps its history."""
    return _move(card, CardStatus.ARCHIVED, {CardStatus.PUBLISHED, CardStatus.PROPOSED}, Change.ARCHIVED, by, note)


@transaction.atomic
def restore_card(*, card: Card, by: Any, note: str = "") -> Card:
    return _move(card, CardStatus.PUBLISHED, {CardStatus.ARCHIVED}, Change.RESTORED, by, note)


@transaction.atomic
def publish_card(*, card: Card, by: Any, note: str = "") -> Card:
    """A proposed card is found good and goes on the map."""
    return _move(card, CardStatus.PUBLISHED, {CardStatus.PROPOSED}, Change.RESTORED, by, note)


def _move(card: Card, to: CardStatus, allowed: set[CardStatus], change: Change, by: Any, note: str) -> Card:
    card = locked(card)
    if card.status == to:
        return card
    if card.status not in allowed:
        raise Refused(_("Cette fiche n’est plus dans l’état affiché. Rechargez la page."))
    before = card.status
    card.status = to
    save(card)
    Revision.objects.create(card=card, by=by, change=change, note=note)
    record(f"cards.card_{change.value}", by=by, on=card, detail={"from": before, "to": str(to)})
    return card
