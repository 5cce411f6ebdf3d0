"""Who keeps a card because they speak for what it describes."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from terreau.know.cards.models import Card, Stewardship
from terreau.trust.audit.actions import record


@transaction.atomic
def give_stewardship(*, card: Card, person: Any, by: Any) -> Stewardship:
    stewardship, created = Stewardship.objects.get_or_create(
        card=card, person=person, ended_at=None, defaults={"given_by": by}
    )
    if created:
        record("cards.steward_named", by=by, on=card, public=False, detail={"person": person.pk})
    return stewardship


@transaction.atomic
def end_stewardship(*, stewardship: Stewardship, by: Any) -> None:
    ended = Stewardship.objects.filter(pk=stewardship.pk, ended_at__isnull=True).update(
        ended_at=timezone.now(), ended_by=by
    )
    if ended:
        record(
            "cards.steward_ended", by=by, on=stewardship.card, public=False, detail={"person": stewardship.person_id}
        )
