"""Kiosks: a device that shows the ballot and nothing else, for some hours, until somebody closes it."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import Channel, PhaseKind
from terreau.decide.budgeting.models import Edition, Kiosk
from terreau.decide.budgeting.rules import is_on
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record

LONGEST = 12  # hours: a day of a library


@transaction.atomic
def open_kiosk(*, edition: Edition, place: str, hours: int, by: Any) -> Kiosk:
    """This device becomes a kiosk; one place has one at a time."""
    if not {Channel.LETTER, Channel.DESK} & set(edition.channels):
        raise Refused(_("Une borne s’ouvre avec un code : cette édition ne se vote ni par lettre ni au guichet."))
    if not is_on(edition.phases.all(), PhaseKind.VOTE, timezone.now()):
        raise Refused(_("Le vote n’est pas ouvert."))
    if not 1 <= hours <= LONGEST:
        raise Refused(_("Une borne reste ouverte de 1 à 12 heures."))
    now, place = timezone.now(), place.strip()
    Kiosk.objects.filter(edition=edition, closed_at__isnull=True, until__lte=now).update(closed_at=now)
    try:
        with transaction.atomic():
            kiosk = Kiosk.objects.create(
                edition=edition, place=place, opened_at=now, opened_by=by, until=now + timedelta(hours=hours)
            )
    except IntegrityError:
        raise Refused(_("Une borne est déjà ouverte ici. Fermez-la d’abord, ou donnez un autre nom de lieu.")) from None
    record("budgeting.kiosk_opened", by=by, on=edition, detail={"kiosk": kiosk.pk, "hours": hours})
    return kiosk


@transaction.atomic
def close_kiosk(*, kiosk: Kiosk, by: Any) -> None:
    """From the desk: the device shows at once that it is closed."""
    if Kiosk.objects.filter(pk=kiosk.pk, closed_at__isnull=True).update(closed_at=timezone.now(), closed_by=by):
        record("budgeting.kiosk_closed", by=by, on=kiosk.edition, detail={"kiosk": kiosk.pk})
