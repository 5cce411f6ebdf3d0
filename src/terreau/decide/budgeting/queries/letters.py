"""Codes on paper counted to the end: printed = used + withdrawn + unused, for each batch."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models import Attendance, Batch, Edition, Letter, Release
from terreau.decide.budgeting.queries.results import participation
from terreau.decide.budgeting.small_groups import SMALL, protected

VOTED = Exists(Attendance.objects.filter(edition=OuterRef("batch__edition"), proof=OuterRef("digest")))
WITHDRAWN = Q(revoked_at__isnull=False) | Q(batch__revoked_at__isnull=False)


@dataclass(frozen=True)
class Stock:
    """A batch and what became of its codes. One that voted is used, even if it was withdrawn afterwards."""

    batch: Batch
    printed: int
    used: int
    withdrawn: int
    of_desk: bool  # passes, each given to a person present

    @property
    def unused(self) -> int:
        return self.printed - self.used - self.withdrawn

    @property
    def release(self) -> Release | None:
        return getattr(self.batch, "release", None)

    @property
    def works(self) -> bool:
        return not self.batch.revoked_at and (self.of_desk or self.release is not None)

    @property
    def waits(self) -> bool:
        """For a second person to count its letters."""
        return not (self.batch.revoked_at or self.of_desk or self.release)

    @property
    def alone(self) -> bool:
        """Made and counted by one person, where an edition says that hands are few."""
        return self.release is not None and self.release.released_by_id == self.batch.made_by_id


def stocks(edition: Edition) -> list[Stock]:
    found = Batch.objects.filter(edition=edition).select_related("made_by", "release__released_by")
    return _counted(list(found))


def stock_of(batch: Batch) -> Stock:
    return _counted([batch])[0]


def _counted(batches: Sequence[Batch]) -> list[Stock]:
    letters = Letter.objects.filter(batch__in=batches).order_by().annotate(voted=VOTED)
    rows = letters.values("batch").annotate(
        printed=Count("pk"),
        used=Count("pk", filter=Q(voted=True)),
        withdrawn=Count("pk", filter=Q(voted=False) & WITHDRAWN),
        passes=Count("pk", filter=~Q(voter="")),
    )
    known = {row["batch"]: row for row in rows}
    none = {"printed": 0, "used": 0, "withdrawn": 0, "passes": 0}
    return [
        Stock(batch, row["printed"], row["used"], row["withdrawn"], row["passes"] > 0)
        for batch, row in ((batch, known.get(batch.pk, none)) for batch in batches)
    ]


def letter_state(letter: Letter) -> str:
    """`used`, `withdrawn` or `unused`."""
    if Attendance.objects.filter(edition=letter.batch.edition, proof=letter.digest).exists():
        return "used"
    return "withdrawn" if letter.revoked_at or letter.batch.revoked_at else "unused"


@dataclass(frozen=True)
class PublicStock:
    """What everybody reads of a batch; None where a number would show a group of less than ten people."""

    label: str
    printed: int | None
    used: int | None = None
    withdrawn: int | None = None
    unused: int | None = None


def public_stocks(edition: Edition) -> list[PublicStock]:
    """The same counts after the vote, without groups of less than ten who voted, nor what would give them away.

    How many voted with letters, or with passes, is known by way of voting: each kind is protected by itself.
    """
    found, told = stocks(edition), not _would_tell(edition)
    used = {
        one.batch.pk: cells[0]
        for kind in ([each for each in found if each.of_desk is desk] for desk in (False, True))
        for one, cells in zip(kind, protected([[each.used, each.used] for each in kind]), strict=True)
        if told and cells[0] is not None
    }
    return [
        PublicStock(one.batch.label, one.printed, one.used, one.withdrawn, one.unused)
        if one.batch.pk in used
        else PublicStock(one.batch.label, one.printed if told or not one.of_desk else None)
        for one in found
    ]


def _would_tell(edition: Edition) -> bool:
    """Could the codes that voted be taken away from what is shown by way of voting, and leave a small group?"""
    apart = {way.channels[0] for way in participation(edition) if len(way.channels) == 1}
    codes = Letter.objects.filter(batch__edition=edition).values("digest")
    used = Attendance.objects.filter(edition=edition, proof__in=codes).values_list("channel").annotate(Count("pk"))
    return any(people < SMALL or str(Channel(channel).label) not in apart for channel, people in used)
