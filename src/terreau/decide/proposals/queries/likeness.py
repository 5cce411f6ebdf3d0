"""Proposals that say nearly the same: in other words by their meaning, in the same words by their letters."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import numpy as np
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, Max
from numpy.typing import NDArray

from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals.enums import Status
from terreau.decide.proposals.models import Proposal
from terreau.decide.proposals.rules import ALIKE, MOST_ALIKE, NEAR_TITLE, SURE
from terreau.lib import meaning

LIVING = (Status.OPEN, Status.RETAINED)


@dataclass(frozen=True)
class Index:
    """The meaning of every living proposal of an edition, as it stood at `stamp`."""

    stamp: tuple[int, datetime | None]
    ids: NDArray[np.int64]
    vectors: NDArray[np.float32]


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
    likeness = index.vectors @ meaning.vectors([text])[0]
    best = np.argsort(-likeness)[: MOST_ALIKE + 1]
    return {int(index.ids[at]): float(likeness[at]) for at in best if likeness[at] >= enough}


def _by_letters(edition: Edition, title: str) -> dict[int, float]:
    """The index answers from three letters in ten alike on; half of them are asked."""
    near = Proposal.objects.filter(edition=edition, status__in=LIVING, title__trigram_similar=title)
    likely = near.annotate(likeness=TrigramSimilarity("title", title)).filter(likeness__gte=NEAR_TITLE)
    return {
        pk: float(like) for pk, like in likely.order_by("-likeness").values_list("pk", "likeness")[: MOST_ALIKE + 1]
    }


def _index(edition: Edition) -> Index:
    """Kept in memory, read again when a proposal came, changed or went."""
    living = Proposal.objects.filter(edition=edition, status__in=LIVING, meaning__isnull=False)
    said = living.aggregate(n=Count("pk"), last=Max("changed_at"))
    stamp = (said["n"], said["last"])
    held = _kept.get(edition.pk)
    if held and held.stamp == stamp:
        return held
    with _turn:
        rows = list(living.values_list("pk", "meaning"))
        made = Index(
            stamp,
            np.array([pk for pk, _packed in rows], np.int64),
            meaning.unpacked([bytes(packed or b"") for _pk, packed in rows]),
        )
        _kept[edition.pk] = made
    return made
