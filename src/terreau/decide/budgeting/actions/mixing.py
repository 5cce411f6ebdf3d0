"""Mixing: slips go into the box by the score, in random order, so that nothing tells whose ballot is whose.

What would tell, and is undone here: the number of the transaction (both rows of a vote share it), the order of rows in
their file, what dead rows keep. Slips are read, their file is emptied (`TRUNCATE` throws it away), and all are written
again in random order by one transaction: most to the box, a few stay behind as company for the next ones.
"""

from random import SystemRandom

from django.db import connection, transaction
from django.utils import timezone

from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Ballot, Edition, Phase, Slip
from terreau.trust.audit.actions import record

ENOUGH, COMPANY = 20, 10  # slips before a mixing is worth it; slips that stay behind while the vote goes on


@transaction.atomic
def mix(*, patience: int = 2) -> int:
    """Move slips of all editions into the box; all of them where the vote is over. How many moved.

    It waits at most `patience` seconds for the table (a backup may be reading it): while it waits, voters wait behind it.
    Raises `OperationalError` where the table was not free, and then nothing was moved.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{int(patience)}s'")
        cursor.execute("LOCK TABLE budgeting_slip IN ACCESS EXCLUSIVE MODE")
        cursor.execute("SET LOCAL lock_timeout = 0")
    slips = list(Slip.objects.all())
    over = set(
        Phase.objects.filter(kind=PhaseKind.VOTE, closes_at__lte=timezone.now()).values_list("edition_id", flat=True)
    )
    by_edition: dict[int, list[Slip]] = {}
    for slip in slips:
        by_edition.setdefault(slip.edition_id, []).append(slip)
    moved: dict[int, list[Slip]] = {}
    for edition, some in by_edition.items():
        SystemRandom().shuffle(some)
        if edition in over:
            moved[edition] = some
        elif len(some) >= ENOUGH:
            moved[edition] = some[COMPANY:]
    if not moved:
        return 0
    gone = {slip.pk for some in moved.values() for slip in some}
    stay = [slip for slip in slips if slip.pk not in gone]
    SystemRandom().shuffle(stay)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL budgeting.mixing = 'on'")
        cursor.execute("TRUNCATE budgeting_slip")
        Slip.objects.bulk_create(stay)
        for some in moved.values():
            Ballot.objects.bulk_create(
                [
                    Ballot(pk=s.pk, edition_id=s.edition_id, numbers=s.numbers, values=s.values, tracking=s.tracking)
                    for s in some
                ],
                batch_size=2_000,
            )
        cursor.execute("SET LOCAL budgeting.mixing = 'off'")
    for edition, some in moved.items():
        record("budgeting.ballots_mixed", by=None, on=Edition.objects.get(pk=edition), detail={"count": len(some)})
    return len(gone)
