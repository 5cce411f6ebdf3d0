"""Proposals that say nearly the same: in other words by their meaning, in the same words by their letters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet
from numpy.typing import NDArray

from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Proposal
from terreau.decide.proposals.rules import ALIKE, MOST_ALIKE, NEAR_TITLE, SURE
from terreau.lib import meaning
from terreau.trust.audit.queries import Mark, changed

LIVING = (Status.OPEN, Status.RETAINED)
SPARE = 256  # rows that may come before the others move


@dataclass(frozen=True)
class Index:
    """The meaning of every living proposal of an edition, as the journal stood at `mark`.

    A row once written stays: new words get a new row, and the old one the number 0. So whoever is comparing meanwhile,
    in another thread, compares what it began with.
    """

    mark: Mark
    ids: NDArray[np.int64]
    room: NDArray[np.float32]  # a row for each of `ids`, and some to spare

    @property
    def vectors(self) -> NDArray[np.float32]:
        return self.room[: len(self.ids)]

    def without(self, gone: Iterable[int], mark: Mark) -> "Index":
        return Index(mark, np.where(np.isin(self.ids, list(gone)), 0, self.ids), self.room)

    def holding(self, rows: Sequence[tuple[int, Any]]) -> "Index":
        """With these too; where the spare rows are used up, all of them move to a larger room."""
        ids, room, more = self.ids, self.room, len(rows)
        if len(ids) + more > len(room):
            kept = ids > 0
            room = np.zeros((kept.sum() + more + SPARE, meaning.SIZE), np.float32)
            room[: kept.sum()] = self.vectors[kept]
            ids = ids[kept]
        room[len(ids) : len(ids) + more] = meaning.unpacked([bytes(packed or b"") for _pk, packed in rows])
        return Index(self.mark, np.append(ids, [pk for pk, _packed in rows]).astype(np.int64), room)


EMPTY = np.zeros(0, np.int64), np.zeros((0, meaning.SIZE), np.float32)
_kept: dict[int, Index] = {}
_turn = Lock()


def alike(edition: Edition, title: str, *, besides: int = 0, sure: bool = False) -> list[Proposal]:
    """At most four proposals that this one may double, the nearest first; `sure` keeps near twins alone.

    Titles are compared: a sentence more blurs what an idea is. Some milliseconds among 10,000.
    """
    if len(title.strip()) < 6:
        return []
    spelled, meant = _by_letters(edition, title), _by_meaning(edition, title, SURE if sure else ALIKE)
    found = {pk: max(spelled.get(pk, 0), meant.get(pk, 0)) for pk in spelled.keys() | meant.keys()}
    found.pop(besides, None)
    nearest = sorted(found, key=lambda pk: -found[pk])[:MOST_ALIKE]
    rows = Proposal.objects.shown().filter(edition=edition).select_related("district", "edition").in_bulk(nearest)
    return [rows[pk] for pk in nearest if pk in rows]


def _by_meaning(edition: Edition, text: str, enough: float) -> dict[int, float]:
    index = _index(edition)
    if not len(index.ids):
        return {}
    likeness = np.where(index.ids > 0, index.vectors @ meaning.vectors([text])[0], -1)
    best = np.argsort(-likeness)[: MOST_ALIKE + 1]
    return {int(index.ids[at]): float(likeness[at]) for at in best if likeness[at] >= enough}


def _by_letters(edition: Edition, title: str) -> dict[int, float]:
    """The index answers from three letters in ten alike on; half of them are asked."""
    near = _living(edition).filter(title__trigram_similar=title)
    likely = near.annotate(likeness=TrigramSimilarity("title", title)).filter(likeness__gte=NEAR_TITLE)
    return {
        pk: float(like) for pk, like in likely.order_by("-likeness").values_list("pk", "likeness")[: MOST_ALIKE + 1]
    }


def _living(edition: Edition) -> QuerySet[Proposal]:
    return Proposal.objects.revealed().filter(edition=edition, status__in=LIVING)


def _index(edition: Edition) -> Index:
    """Kept in the memory of each process; what the journal says was touched since, whoever did it, is read again."""
    living = _living(edition).filter(meaning__isnull=False).values_list("pk", "meaning")
    with _turn:
        held = _kept.get(edition.pk)
        mark, touched = changed("proposals", held.mark if held else None)
        if held is None or touched is None:
            held = Index(mark, *EMPTY).holding(list(living))
        elif touched:
            held = held.without(touched, mark).holding(list(living.filter(pk__in=touched)))
        _kept[edition.pk] = held
    return held
