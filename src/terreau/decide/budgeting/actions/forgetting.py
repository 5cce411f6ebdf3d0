"""What was kept only to keep the vote honest is thrown away when nobody can contest it any more."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from terreau.decide.budgeting.actions.tallying import forget_tallies
from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.models import Annulment, Edition, Elector, Objection
from terreau.trust.audit.actions import record

LONGEST = timedelta(days=180)


@transaction.atomic
def forget_voters() -> int:
    """Once objections are closed, and half a year after the vote in any case: how many editions.

    The key of the hashes, the register, tallies, and how to reach those who objected.
    """
    now = timezone.now()
    waiting = Objection.objects.filter(edition=OuterRef("pk"), answered_at__isnull=True)
    annulled = Annulment.objects.filter(count=OuterRef("publication__count"))
    contested = Q(publication__isnull=False, phases__kind=PhaseKind.OBJECT, phases__closes_at__lte=now)
    contested &= ~Exists(waiting) & ~Exists(annulled)
    long_ago = Q(phases__kind=PhaseKind.VOTE, phases__closes_at__lte=now - LONGEST)
    kept = Edition.objects.filter(source__isnull=True).exclude(pepper=b"")
    editions = list(kept.filter(contested | long_ago).distinct())
    for edition in editions:
        Objection.objects.filter(edition=edition).exclude(contact="").update(contact="")
        forget_tallies(edition)
        Edition.objects.filter(pk=edition.pk).update(pepper=b"")
        Elector.objects.filter(
            edition=edition
        ).delete()  # the register only now: the database asks that the key be gone
        record("budgeting.voters_forgotten", by=None, on=edition)
    return len(editions)
