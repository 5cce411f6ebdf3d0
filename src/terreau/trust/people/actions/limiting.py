"""Growing delays per address and per account: they slow an attacker down and never lock the rightful person out.

The delay counts against the pair (address, account), and more loosely against each address, so that someone who tries
another person's account from elsewhere delays only themselves.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from terreau.lib.errors import TooOften
from terreau.trust.people.models import Attempt
from terreau.trust.people.rules import wait_after

FORGET = timedelta(hours=6)

NOTE = """
INSERT INTO people_attempt (key, failures, last_at) VALUES (%s, 1, now())
ON CONFLICT (key) DO UPDATE SET last_at = now(),
    failures = CASE WHEN people_attempt.last_at < now() - interval '6 hours' THEN 1 ELSE people_attempt.failures + 1 END
"""


def check_not_waiting(keys: Iterable[str]) -> None:
    """Refuse, with the seconds left, while one of the keys must wait."""
    now = timezone.now()
    waits = [
        attempt.last_at + timedelta(seconds=wait_after(attempt.failures)) - now
        for attempt in Attempt.objects.filter(key__in=list(keys), last_at__gt=now - FORGET)
    ]
    left = max((int(wait.total_seconds()) + 1 for wait in waits if wait > timedelta()), default=0)
    if left:
        sentence = ngettext(
            "Plusieurs essais n’ont pas réussi. Attendez %(n)d seconde, puis recommencez : rien n’est bloqué.",
            "Plusieurs essais n’ont pas réussi. Attendez %(n)d secondes, puis recommencez : rien n’est bloqué.",
            left,
        )
        raise TooOften(sentence % {"n": left}, retry_after=left)


@transaction.atomic
def note_failure(keys: Iterable[str]) -> None:
    """Counted in the database in one statement per key, so that ten at once count for ten."""
    with connection.cursor() as cursor:
        for key in sorted(keys):
            cursor.execute(NOTE, [key])


def note_success(keys: Iterable[str]) -> None:
    Attempt.objects.filter(key__in=list(keys)).delete()
