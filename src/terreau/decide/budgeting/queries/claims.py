"""What a published result is worth, and what people say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from terreau.algorithms.counting.recount import open_kit
from terreau.decide.budgeting.enums import CountState, PhaseKind, ResultState, Task
from terreau.decide.budgeting.models import (
    Annulment,
    Assignment,
    Concealment,
    Count,
    Edition,
    Objection,
    Project,
    Publication,
    Recount,
)
from terreau.decide.budgeting.rules import phase_of, result_state
from terreau.lib.names import name_key


@dataclass(frozen=True)
class Standing:
    """Where a result stands: its state, until when it may be contested, how many await an answer, what was annulled."""

    state: ResultState
    until: datetime | None
    waiting: int
    annulled: Annulment | None
    former: Sequence[Annulment]  # results whose place a new count has taken, newest first

    @property
    def final(self) -> bool:
        return self.state == ResultState.FINAL


def standing(edition: Edition, at: datetime | None = None) -> Standing | None:
    """Nothing where no result is published, nor for a vote that took place elsewhere."""
    if edition.source is not None or not hasattr(edition, "publication"):
        return None
    rows = edition.annulments.select_related("objection").defer("count__kit")
    found = {one.count_id: one for one in rows}
    annulled = found.pop(edition.publication.count_id, None)
    waiting = edition.objections.filter(answered_at__isnull=True).count()
    phase = phase_of(edition.phases.all(), PhaseKind.OBJECT)
    until = phase.closes_at if phase else None
    state = result_state(annulled=annulled is not None, waiting=waiting, until=until, at=at or timezone.now())
    return Standing(state, until, waiting, annulled, list(found.values()))


def holds(edition: Edition) -> bool:
    """Is a result published that no objection annulled?"""
    published = Publication.objects.filter(edition=edition, count__annulment__isnull=True)
    return published.exists()


def answered_for() -> QuerySet[Assignment, int]:
    """The editions in which somebody holds the task of answering objections."""
    held = Assignment.objects.filter(task=Task.ANSWER, ended_at__isnull=True)
    return held.values_list("edition", flat=True)


def publishable(edition: Edition) -> Count | None:
    """The last count on which both counters agree, and that was asked since the last annulment."""
    last = edition.annulments.values_list("annulled_at", flat=True).first()
    found = edition.counts.filter(state=CountState.AGREED, publication__isnull=True, annulment__isnull=True)
    return (found.filter(asked_at__gt=last) if last else found).defer("kit").first()


def _held() -> "Prefetch[str, QuerySet[Concealment], str]":
    """What hides their words now, as a list of one or none."""
    held = Concealment.objects.filter(lifted_at__isnull=True)
    return Prefetch("concealments", held, to_attr="hidden")


def objections(edition: Edition) -> QuerySet[Objection]:
    return edition.objections.select_related("answered_by").prefetch_related(_held())


@dataclass(frozen=True)
class Declared:
    """What people say that they found: one voice a name, those without a name together being one."""

    rows: Sequence[Recount]
    same: int
    other: int


def declared(edition: Edition, most: int = 30) -> Declared:
    """Of the result that is published now. Who says the same thing twice under one name is counted once; nothing here
    proves that anybody counted.
    """
    return _declared(edition.recounts.filter(at__gte=edition.publication.published_at), most)


def _declared(recounts: QuerySet[Recount], most: int) -> Declared:
    rows = list(recounts.prefetch_related(_held()))
    voices = {(name_key(one.name), one.same) for one in rows}
    same = sum(1 for _name, said in voices if said)
    return Declared(rows[:most], same, len(voices) - same)


@dataclass(frozen=True)
class Former:
    """A result that was annulled, as its kit says it."""

    annulment: Annulment
    winners: Sequence[Project]
    cost: Decimal
    sha256: str
    ballots: int
    declared: Declared


def former(edition: Edition, pk: int) -> Former | None:
    found = edition.annulments.select_related("count", "objection").filter(count=pk).first()
    if found is None:
        return None
    said = open_kit(bytes(found.count.kit or b"")).result
    known = {project.key: project for project in edition.projects.select_related("edition")}
    winners = [known[key] for key in said["winners"] if key in known]
    if found.count.of_few:  # the order in which they were bought would tell
        winners.sort(key=lambda one: one.number)
    spent = sum((one.cost for one in winners), Decimal(0))
    said_then = edition.recounts.filter(at__gte=found.published_at, at__lt=found.annulled_at)
    return Former(found, winners, spent, found.count.sha256, found.count.ballots, _declared(said_then, 0))
