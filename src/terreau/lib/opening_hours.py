"""Opening hours in OSM syntax: checked, said in words, open or closed at a moment."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from opening_hours import (  # type: ignore[attr-defined]  # ParserError is missing from its stubs
    OpeningHours,
    ParserError,
    State,
    validate,
)

Span = tuple[time, time]
Week = tuple[tuple[Span, ...], ...]
MIDNIGHT = time(0)
WEEKS_IN_A_YEAR = 53


def is_valid(spec: str) -> bool:
    """Whether the text follows the syntax (an empty one does not)."""
    return bool(spec.strip()) and validate(spec)


def is_open(spec: str, at: datetime, country: str = "FR") -> bool | None:
    """Open at that moment (local, naive or aware)? None when the text cannot be read."""
    try:
        return OpeningHours(spec, country=country).is_open(at.replace(tzinfo=None))
    except (ParserError, ValueError):
        return None


def week_of(spec: str, monday: date) -> Week:
    """For each day from that Monday, its opening spans; one past midnight belongs to the day it starts."""
    start = datetime.combine(monday, MIDNIGHT)
    days: list[list[Span]] = [[] for _day in range(7)]
    for begin, end, state, _comment in OpeningHours(spec).intervals(start, start + timedelta(days=8)):
        if state == State.OPEN:
            for index, span in _by_day(begin, end, start):
                days[index].append(span)
    return tuple(tuple(spans) for spans in days)


def _by_day(begin: datetime, end: datetime, start: datetime) -> Iterator[tuple[int, Span]]:
    """A span longer than a day is cut at midnights; a night (under 12 h) stays whole."""
    while begin < end:
        index = (begin - start).days
        cut = datetime.combine(begin.date() + timedelta(days=1), MIDNIGHT)
        stop = end if end <= cut or end - begin < timedelta(hours=12) else cut
        if index < 7:
            yield index, (begin.time(), stop.time())
        begin = stop


def in_words(spec: str, today: date) -> str:
    """The week in a sentence, such as "mercredi 14 h à 19 h, samedi 9 h à 12 h"; "" when it cannot be read.

    When weeks differ over the year, the words are those of the week of `today`, and say so.
    """
    try:
        monday = today - timedelta(days=today.weekday())
        weeks = [week_of(spec, monday + timedelta(weeks=n)) for n in range(WEEKS_IN_A_YEAR)]
    except (ParserError, ValueError):
        return ""
    words = say(weeks[0])
    if any(week != weeks[0] for week in weeks):
        return _("%(words)s (cette semaine ; varie dans l’année)") % {"words": words}
    return words


def say(week: Week) -> str:
    if not any(week):
        return _("fermé")
    if all(spans == ((MIDNIGHT, MIDNIGHT),) for spans in week):
        return _("jour et nuit, tous les jours")
    return ", ".join(f"{_days(first, last)} {_hours(spans)}" for first, last, spans in _runs(week) if spans)


def _runs(week: Week) -> Iterator[tuple[int, int, tuple[Span, ...]]]:
    """Neighbouring days with the same hours, said together."""
    first = 0
    for day in range(1, 8):
        if day == 7 or week[day] != week[first]:
            yield first, day - 1, week[first]
            first = day


def _days(first: int, last: int) -> str:
    names = (_("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"), _("samedi"), _("dimanche"))
    if (first, last) == (0, 6):
        return _("tous les jours")
    if first == last:
        return names[first]
    if last == first + 1:
        return _("%(first)s et %(last)s") % {"first": names[first], "last": names[last]}
    return _("du %(first)s au %(last)s") % {"first": names[first], "last": names[last]}


def _hours(spans: tuple[Span, ...]) -> str:
    if spans == ((MIDNIGHT, MIDNIGHT),):
        return _("jour et nuit")
    said = [_("%(from)s à %(to)s") % {"from": _hour(a), "to": _hour(b)} for a, b in spans]
    return said[0] if len(said) == 1 else _("%(some)s et %(last)s") % {"some": ", ".join(said[:-1]), "last": said[-1]}


def _hour(moment: time) -> str:
    if moment == MIDNIGHT:
        return _("minuit")
    if moment.minute:
        return _("%(hour)d h %(minute)02d") % {"hour": moment.hour, "minute": moment.minute}
    return _("%(hour)d h") % {"hour": moment.hour}
