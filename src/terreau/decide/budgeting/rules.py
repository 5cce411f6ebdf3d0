"""What holds of an edition whoever asks: its calendar, a ballot that follows the rules, codes and keyed hashes."""

import hashlib
import hmac
import re
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.decide.budgeting.districts import Envelopes, envelope_faults
from terreau.decide.budgeting.enums import BallotKind, PhaseKind, ResultState, Template
from terreau.lib.names import name_key
from terreau.lib.numbers import amount

ORDER = list(PhaseKind)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read as another
CODE_LENGTH = 12  # 31^12: sixty bits
CROWD = 30  # people in ten minutes: only then is it kept which ten minutes
SIGNS = {
    "used": 15,  # codes that voted from one network in a day
    "account": 15,  # accounts that voted from one network in a day
    "wrong": 20,  # codes that do not exist, typed from one network in a day
    "revoked": 3,  # withdrawn codes typed in a day
    "burst": 60,  # people by one channel in ten minutes
    "pass": 60,  # codes given by one agent in a day
    "call": 40,  # calls of one agent in a day
    "void": 20,  # per cent of an envelope's sheets
    "disputed": 10,  # per cent of an envelope's sheets that a third person had to read
}
"""From here on a person is shown the sign; a machine does nothing."""
OLDEST = 120  # years: nobody who votes was born before
WINDOW = timedelta(days=7)  # everybody has this long to contest a published result
SCHOOL_WINDOW = timedelta(days=1)


class Dated(Protocol):
    kind: str
    opens_at: datetime
    closes_at: datetime


def phase_state(phase: Dated, at: datetime) -> str:
    """`later`, `now` or `done`."""
    return "later" if at < phase.opens_at else "now" if at < phase.closes_at else "done"


def phase_of(phases: Iterable[Dated], kind: str) -> Dated | None:
    return next((phase for phase in phases if phase.kind == kind), None)


def is_on(phases: Iterable[Dated], kind: str, at: datetime) -> bool:
    """Is this phase going on? An edition without it never has it."""
    found = phase_of(phases, kind)
    return found is not None and phase_state(found, at) == "now"


def has_begun(phases: Iterable[Dated], kind: str, at: datetime) -> bool:
    found = phase_of(phases, kind)
    return found is not None and found.opens_at <= at


def is_over(phases: Iterable[Dated], kind: str, at: datetime) -> bool:
    found = phase_of(phases, kind)
    return found is not None and phase_state(found, at) == "done"


def calendar_faults(dates: Mapping[str, tuple[datetime, datetime]]) -> list[str]:
    """What is wrong with a calendar, one sentence a fault; phases follow the cycle, following up may overlap."""
    faults, last = [], None
    if PhaseKind.VOTE not in dates:
        faults.append(_("Il manque les dates du vote."))
    for kind in (kind for kind in ORDER if kind in dates):
        opens, closes = dates[kind]
        if opens >= closes:
            faults.append(_("« %(phase)s » finit avant de commencer.") % {"phase": kind.label})
        if last and opens < dates[last][1] and kind not in (PhaseKind.SUPPORT, PhaseKind.FOLLOW):
            faults.append(
                _("« %(phase)s » commence avant la fin de « %(last)s ».") % {"phase": kind.label, "last": last.label}
            )
        last = kind
    return faults


def window(template: str) -> timedelta:
    """How long objections stay open at least."""
    return SCHOOL_WINDOW if template == Template.SCHOOL else WINDOW


def window_faults(template: str, given: tuple[datetime, datetime] | None) -> list[str]:
    """What is wrong with the time given for objections."""
    if given is None:
        return [_("Il manque les dates pour contester : chacun doit en avoir le temps une fois le résultat publié.")]
    if given[1] - given[0] >= window(template):
        return []
    if template == Template.SCHOOL:
        return [_("Laissez un jour au moins, vingt-quatre heures, pour contester le résultat.")]
    return [_("Laissez sept jours au moins, soit 168 heures, pour contester le résultat.")]


def result_state(*, annulled: bool, waiting: int, until: datetime | None, at: datetime) -> ResultState:
    """An objection that awaits its answer holds the result open, even past the window."""
    if annulled:
        return ResultState.ANNULLED
    if waiting:
        return ResultState.CONTESTED
    return ResultState.PROVISIONAL if until and at < until else ResultState.FINAL


@dataclass(frozen=True)
class Terms:
    """What a ballot of an edition must follow; `costs` and `titles` of projects by their number."""

    kind: str
    budget: Decimal
    costs: Mapping[int, Decimal]
    min_choices: int = 1
    max_choices: int | None = None
    points: int | None = None
    titles: Mapping[int, str] = field(default_factory=dict)
    envelopes: Envelopes = field(default_factory=Envelopes)


def ballot_faults(terms: Terms, given: Mapping[int, int]) -> list[str]:
    """What is wrong with these choices, in sentences; none when the box will take them."""
    faults = []
    unknown = sorted(number for number in given if number not in terms.costs)
    if unknown:
        faults.append(_("Aucun projet ne porte le numéro %(number)s.") % {"number": ", ".join(map(str, unknown))})
    if len(given) < terms.min_choices:
        faults.append(
            ngettext("Choisissez au moins %(n)d projet.", "Choisissez au moins %(n)d projets.", terms.min_choices)
            % {"n": terms.min_choices}
        )
    if terms.max_choices and len(given) > terms.max_choices:
        over = len(given) - terms.max_choices
        faults.append(
            ngettext(
                "Vous avez choisi %(n)d projet de trop : le bulletin en prend %(most)d.",
                "Vous avez choisi %(n)d projets de trop : le bulletin en prend %(most)d.",
                over,
            )
            % {"n": over, "most": terms.max_choices}
        )
    known = {number: value for number, value in given.items() if number in terms.costs}
    return faults + _value_faults(terms, given) + envelope_faults(terms.envelopes, terms.kind, terms.costs, known)


def _value_faults(terms: Terms, given: Mapping[int, int]) -> list[str]:
    if terms.kind == BallotKind.BASKET:
        spent = sum((terms.costs.get(number, Decimal(0)) for number in given), Decimal(0))
        if spent > terms.budget:
            return [_("Le panier dépasse la somme de %(over)s €.") % {"over": amount(spent - terms.budget)}]
    elif terms.kind == BallotKind.POINTS:
        total = sum(given.values())
        if any(value < 1 for value in given.values()):
            return [_("Donnez au moins un point à chaque projet choisi.")]
        if terms.points is not None and total > terms.points:
            return [_("Vous avez donné %(total)d points sur %(most)d.") % {"total": total, "most": terms.points}]
    elif terms.kind == BallotKind.RANKING:
        return _place_faults(terms, given)
    elif any(value != 1 for value in given.values()):
        return [_("Un projet est choisi, ou il ne l’est pas.")]
    return []


def age_on(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def last_day(phases: Iterable[Dated]) -> date:
    """The last day on which one votes: whoever is old enough then is so from the first day, by every way."""
    vote = phase_of(phases, PhaseKind.VOTE)
    return timezone.localdate(vote.closes_at - timedelta(microseconds=1)) if vote else timezone.localdate()


def birth_fault(born: date, *, today: date, min_age: int, last: date) -> str:
    """Why somebody born that day does not vote in an edition whose vote ends on the day `last`; nothing if they may."""
    if born > today:
        return _("Cette date de naissance est à venir.")
    if age_on(born, today) > OLDEST:
        return _("Cette date de naissance remonte à plus de %(n)d ans.") % {"n": OLDEST}
    if age_on(born, last) < min_age:
        said = _("Cette édition est ouverte à partir de %(age)d ans, au dernier jour du vote : le %(day)s.")
        return said % {"age": min_age, "day": date_format(last, "DATE_FORMAT")}
    return ""


def _place_faults(terms: Terms, given: Mapping[int, int]) -> list[str]:
    """Which place is given twice and to whom, else which one nobody has."""
    if sorted(given.values()) == list(range(1, len(given) + 1)):
        return []
    twice = [place for place, times in sorted(Counter(given.values()).items()) if times > 1]
    if not twice:
        free = min(set(range(1, len(given) + 1)) - set(given.values()))
        return [_("Personne n’a la place %(place)d : donnez les places 1, 2, 3… sans en sauter.") % {"place": free}]
    faults = []
    for place in twice:
        names = [f"« {terms.titles.get(number, number)} »" for number in sorted(given) if given[number] == place]
        said = _("La place %(place)d est donnée à plusieurs projets : %(names)s. Donnez à chacun une place différente.")
        faults.append(said % {"place": place, "names": ", ".join(names)})
    return faults


def civil_key(pepper: bytes, family: str, given: str, born: date) -> str:
    """The same person by every channel: name without accents or case, first given name, date of birth; keyed."""
    first = name_key(given).split(" ")[0]
    return keyed(pepper, "civil", name_key(family), first, born.isoformat())


def keyed(pepper: bytes, *parts: str) -> str:
    """HMAC-SHA-256, in hexadecimal; without the pepper nobody can try names against it."""
    return hmac.new(pepper, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def new_code() -> str:
    """A code for a letter, such as K7QM-2HXD-9RTA."""
    signs = "".join(secrets.choice(LETTERS) for _sign in range(CODE_LENGTH))
    return "-".join(signs[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def plain_code(text: str) -> str:
    """A code as it was typed: without spaces, dashes or case."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def shuffled(numbers: Sequence[int], seed: str) -> list[int]:
    """An order drawn for one voter, the same each time that voter comes back."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}\x1f{number}".encode()).digest())


def slot_of(at: datetime) -> time:
    """The ten minutes that end now, by their beginning."""
    began = at - timedelta(minutes=10)
    return time(began.hour, began.minute // 10 * 10)


def projects_digest(rows: Iterable[tuple[int, str, str, Decimal, str]]) -> str:
    """Fingerprint of what is voted on: number, key, title, price and envelope of each project."""
    text = "\n".join("\x1f".join(map(str, row)) for row in sorted(rows))
    return hashlib.sha256(text.encode()).hexdigest()


def parted(money: Decimal, weights: Mapping[str, int]) -> dict[str, Decimal]:
    """Money in whole units by weight, the cents and what is left to those who lost most by the cut; the sum is exact."""
    whole = sum(weights.values())
    if not whole:
        return {}
    exact = {name: money * weight / whole for name, weight in weights.items()}
    given = {name: Decimal(int(part)) for name, part in exact.items()}
    left = money - sum(given.values())
    for name in sorted(exact, key=lambda name: (given[name] - exact[name], name)):
        part = min(left, Decimal(1))
        given[name] += part
        left -= part
    return given
