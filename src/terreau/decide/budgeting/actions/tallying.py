"""Counting by the day what people may want to look into; nothing of it can be joined with who voted or what was chosen.

No event is written for a tally, since an event has an hour. What would join a tally with an attendance is undone as
mixing does it for slips: each minute all rows are written again in random order by one transaction, and their old file
is thrown away; at night the rows of quiet networks are left out.
"""

import contextlib
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.decide.budgeting.enums import Counted, PhaseKind
from terreau.decide.budgeting.models import Attendance, Edition, Kiosk, Look, Pace, Phase, Tally
from terreau.decide.budgeting.rules import CROWD, keyed, slot_of
from terreau.decide.budgeting.small_groups import SMALL
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record
from terreau.trust.people.limits import neighbourhood

UPSERT = """
INSERT INTO budgeting_tally (edition_id, day, kind, place, kiosk_id, agent_id, count) VALUES (%s, %s, %s, %s, %s, %s, 1)
ON CONFLICT (edition_id, day, kind, place, kiosk_id, agent_id) DO UPDATE SET count = budgeting_tally.count + 1
"""
STIR = """
CREATE TEMPORARY TABLE tally_stirred ON COMMIT DROP AS
    SELECT * FROM budgeting_tally WHERE day >= %s OR place = '' OR count >= %s;
TRUNCATE budgeting_tally;
INSERT INTO budgeting_tally (edition_id, day, kind, place, kiosk_id, agent_id, count)
    SELECT edition_id, day, kind, place, kiosk_id, agent_id, count FROM tally_stirred ORDER BY random();
DROP TABLE tally_stirred;
"""


def tally(*, edition: Edition, kind: Counted, address: str = "", kiosk: Kiosk | None = None, agent: Any = None) -> None:
    """One more today. Never stops a vote: a tally that cannot be written, or that a crash loses, is only a tally."""
    today, pepper = timezone.localdate(), bytes(edition.pepper)
    place = keyed(pepper, "network", today.isoformat(), neighbourhood(address)) if address and not kiosk else ""
    row = [edition.pk, today, kind, place, kiosk.pk if kiosk else None, agent.pk if agent else None]
    with contextlib.suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
        cursor.execute(UPSERT, row)


@transaction.atomic
def stir_tallies(*, patience: int = 2) -> None:
    """Write all rows again, in random order, and throw the file of the old ones away; quiet networks of past days go."""
    if not Tally.objects.exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{int(patience)}s'")
        cursor.execute("LOCK TABLE budgeting_tally IN ACCESS EXCLUSIVE MODE")
        cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute(STIR, [timezone.localdate(), SMALL])


@transaction.atomic
def measure_pace() -> None:
    """Every ten minutes of a vote: how many people came by each channel since the last look; only the most is kept."""
    now = timezone.now()
    voting = Phase.objects.filter(kind=PhaseKind.VOTE, opens_at__lte=now, closes_at__gte=now - timedelta(minutes=10))
    for edition in Edition.objects.filter(phases__in=voting, opening__isnull=False).exclude(pepper=b""):
        found = Attendance.objects.filter(edition=edition).values_list("channel").annotate(n=Count("id"))
        for channel, total in found:
            _look(edition, channel, total)


def _look(edition: Edition, channel: str, total: int) -> None:
    now = timezone.localtime()
    last = Pace.objects.filter(edition=edition, channel=channel).order_by("-day").first()
    row, _new = Pace.objects.get_or_create(
        edition=edition,
        day=now.date(),
        channel=channel,
        defaults={"seen": last.seen if last else _before(edition, total)},
    )
    came = total - row.seen
    if came > row.most:
        row.most = came
        row.busiest = slot_of(now) if came >= CROWD else None
    row.seen = total
    row.save()


def _before(edition: Edition, total: int) -> int:
    """At the first look: nobody had come where the vote has just opened; else those who came are no news."""
    opened = edition.phases.get(kind=PhaseKind.VOTE).opens_at
    return 0 if opened > timezone.now() - timedelta(minutes=15) else total


def forget_tallies(edition: Edition) -> None:
    """With the key of the hashes: nobody looks into anything any more."""
    Tally.objects.filter(edition=edition).delete()
    Pace.objects.filter(edition=edition).update(busiest=None)


@transaction.atomic
def look_into(*, edition: Edition, sign: str, note: str, by: Any) -> Look:
    """Somebody looked into a sign and says what it was; the sign stays, with the note beside it."""
    if not note.strip():
        raise Refused(_("Dites ce que vous avez trouvé : une phrase suffit."))
    same = Q(edition=edition, sign=sign, note=note.strip(), looked_by=by)
    look = Look.objects.filter(same).first()
    if look is None:
        look = Look.objects.create(edition=edition, sign=sign[:120], note=note.strip(), looked_by=by)
        record("budgeting.sign_looked_into", by=by, on=edition, detail={"look": look.pk})
    return look
