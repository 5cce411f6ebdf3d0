"""What people read on a sheet of paper, in words; and which sheets wait for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.decide.budgeting.enums import BallotKind
from terreau.decide.budgeting.models import Envelope, Reading, Sheet


@dataclass(frozen=True)
class InWords:
    """A reading as a person says it: titles, not numbers; or why the sheet is void."""

    turn: int
    title: str
    choices: Sequence[str]
    void: str = ""


def in_words(sheet: Sheet) -> list[InWords]:
    """The readings of a sheet side by side, the third being that of whoever looks."""
    edition = sheet.envelope.edition
    titles = dict(edition.projects.values_list("number", "title"))
    named = {1: _("Première lecture"), 2: _("Deuxième lecture"), 3: _("Votre lecture")}
    return [
        InWords(one.turn, named[one.turn], _choices(edition.ballot_kind, titles, one), one.void)
        for one in sheet.readings.all()
    ]


def _choices(kind: str, titles: dict[int, str], reading: Reading) -> list[str]:
    given = list(zip(reading.numbers, reading.values, strict=True))
    if kind == BallotKind.RANKING:
        return [f"{place}. {titles[number]}" for number, place in sorted(given, key=lambda row: row[1])]
    if kind == BallotKind.POINTS:
        return [_points(titles[number], value) for number, value in given]
    return [titles[number] for number, _value in given]


def _points(title: str, n: int) -> str:
    return ngettext("%(title)s : %(n)d point", "%(title)s : %(n)d points", n) % {"title": title, "n": n}


def sheets(envelope: Envelope, reader: Any) -> QuerySet[Sheet]:
    """With how many have read each, whether this reader has, and whether as the third."""
    mine = Q(readings__typed_by=reader)
    return envelope.sheets.annotate(
        seen=Count("readings", distinct=True),
        mine=Count("readings", filter=mine, distinct=True),
        third=Count("readings", filter=mine & Q(readings__turn=3), distinct=True),
    )
