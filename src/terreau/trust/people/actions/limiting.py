"""Delays that grow: each try is counted before it is judged, so that a hundred at once are not a hundred free ones."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import ngettext

from terreau.lib.errors import TooOften
from terreau.trust.people.limits import FORGOTTEN_AFTER, Limit, wait_after
from terreau.trust.people.models import Attempt


@transaction.atomic
def take_turn(limits: Iterable[Limit]) -> None:
    """Count one try against each limit, or refuse with the seconds left; what is refused is not counted."""
    by_key = {limit.key: limit for limit in limits}
    fresh = [Attempt(key=key, last_at=timezone.now()) for key in sorted(by_key)]
    Attempt.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = list(Attempt.objects.select_for_update().filter(key__in=by_key).order_by("key"))
    now = timezone.now()  # after the wait for the lock: another worker may just have written
    left = max(_seconds_left(row, by_key[row.key], now) for row in rows)
    if left:
        raise TooOften(_sentence(left), retry_after=left)
    for row in rows:
        row.failures = 1 if row.last_at < now - FORGOTTEN_AFTER else row.failures + 1
        row.last_at = now
    Attempt.objects.bulk_update(rows, ["failures", "last_at"])


@transaction.atomic
def forgive(limits: Iterable[Limit]) -> None:
    """The try succeeded: what is the person's own is forgotten, a shared address gets back this one try."""
    by_sharing: dict[bool, list[str]] = {True: [], False: []}
    for limit in limits:
        by_sharing[limit.shared].append(limit.key)
    Attempt.objects.filter(key__in=by_sharing[False]).delete()
    Attempt.objects.filter(key__in=by_sharing[True], failures__gt=0).update(failures=F("failures") - 1)


def forget_attempts() -> int:
    """Throw away what no longer delays anyone; how many rows."""
    return Attempt.objects.filter(last_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()[0]


def _seconds_left(row: Attempt, limit: Limit, now: datetime) -> int:
    if row.last_at < now - FORGOTTEN_AFTER:
        return 0
    left = wait_after(row.failures, free=limit.free, longest=limit.longest) - (now - row.last_at).total_seconds()
    return int(left) + 1 if left > 0 else 0


def _sentence(seconds: int) -> str:
    sentence = ngettext(
        "Plusieurs essais n’ont pas réussi. Attendez %(n)d seconde, puis recommencez : rien n’est bloqué.",
        "Plusieurs essais n’ont pas réussi. Attendez %(n)d secondes, puis recommencez : rien n’est bloqué.",
        seconds,
    )
    return sentence % {"n": seconds}
