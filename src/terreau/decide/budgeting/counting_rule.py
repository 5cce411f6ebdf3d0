"""The counting rule of an edition: which ones suit its ballots, what is wrong with one, how answers become one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.algorithms.counting import Rule
from terreau.algorithms.counting.choices import TieKey
from terreau.algorithms.counting.presets import PRESETS, TIES, suited
from terreau.algorithms.counting.rule import changed
from terreau.decide.budgeting.enums import BallotKind

MOST_PLACES = 30  # of a ranking
DRAW, ORDER = "draw", "order"
AT_TIE: Mapping[str, tuple[TieKey, ...]] = {DRAW: (), ORDER: TIES}
AT_TIE_CHOICES = (
    (DRAW, gettext_lazy("On tire au sort, en public")),
    (ORDER, gettext_lazy("Le moins cher passe, puis le plus choisi ; encore à égalité, on tire au sort en public")),
)
BY_CHOICE = ("equal-shares", "equal-shares-comparison", "greedy", "greedy-per-cost", "phragmen")
BY_POINTS = {"equal-shares": "equal-shares-points", "greedy": "greedy", "greedy-per-cost": "greedy-per-cost"}


def gives_points(kind: str) -> bool:
    """Do these ballots say more than which projects are chosen?"""
    return kind in (BallotKind.POINTS, BallotKind.RANKING)


def offered(kind: str) -> Mapping[str, str]:
    """{answer: preset}: the rules that count such ballots by all that they say; the first is proposed."""
    return BY_POINTS if gives_points(kind) else {name: name for name in BY_CHOICE}


def said_of(answer: str, kind: str, lang: str) -> tuple[str, str]:
    """(name, one sentence) of an offered rule."""
    preset, points = PRESETS[offered(kind)[answer]], gives_points(kind)
    return preset.title(lang, points=points), preset.about(lang, points=points)


@dataclass(frozen=True)
class Answers:
    """What the guided form asks about counting, besides which rule; numbers as text, "0" for none."""

    at_tie: str = DRAW
    min_total: str = "0"
    min_share: str = "0"
    conflicts: tuple[tuple[str, ...], ...] = ()
    envelopes: Mapping[str, str] = field(default_factory=dict)


def compose(answer: str, kind: str, places: int | None, more: Answers) -> Rule:
    """The rule that these answers make."""
    rule = suited(_counted_as(kind), places or 0)[offered(kind)[answer]]
    return changed(
        rule,
        ties=AT_TIE[more.at_tie],
        min_total=more.min_total,
        min_share=more.min_share,
        conflicts=more.conflicts,
        envelopes=more.envelopes,
    )


def recognised(rule: Rule, kind: str) -> tuple[str, str] | None:
    """(answer, at_tie) that would make this rule, whatever its envelopes, thresholds, conflicts and number of places."""
    ties = tuple(key for key in rule.ties if key != "id")  # what older editions ended with
    at_tie = next((name for name, keys in AT_TIE.items() if keys == ties), None)
    bare = _bare(rule)
    found = next((answer for answer, preset in offered(kind).items() if bare == _bare(PRESETS[preset].rule)), None)
    return (found, at_tie) if found and at_tie else None


def preset_of(rule: Rule) -> str | None:
    """The ready-made rule that this one is, but for what a town adds to it."""
    bare = _bare(rule)
    return next((name for name, preset in PRESETS.items() if _bare(preset.rule) == bare), None)


def _bare(rule: Rule) -> Rule:
    return changed(rule, weights="votes", ties=(), lot=(), min_total="0", min_share="0", conflicts=(), envelopes={})


def share_text(percent: Decimal | None) -> str:
    """A part of the ballots, as a rule writes it."""
    return str(Fraction(percent) / 100) if percent else "0"


def rule_faults(rule: Rule, kind: str, *, min_choices: int = 1, max_choices: int | None = None) -> list[str]:
    """Why this rule cannot count these ballots, or would pass over what they say; each sentence says what to do."""
    if rule.method == "majority-judgment":
        return [
            _(
                "Le jugement majoritaire compte des mentions, et ces bulletins n’en portent pas. Choisissez une autre "
                "règle."
            )
        ]
    if kind == BallotKind.POINTS and rule.weights != "points":
        return [
            _(
                'Chacun répartit des points, et cette règle ne les compte pas. Écrivez weights = "points", ou '
                "choisissez une règle proposée."
            )
        ]
    if gives_points(kind) and rule.method == "phragmen":
        return [_("Phragmén compte les personnes, jamais leurs points ni leurs places. Choisissez une autre règle.")]
    if kind == BallotKind.RANKING:
        return _ranking_faults(rule, min_choices, max_choices)
    if not gives_points(kind) and rule.weights != "votes":
        return [
            _(
                "Ces bulletins disent seulement quels projets sont choisis : la règle ne peut y lire ni points ni places. "
                'Écrivez weights = "votes", ou changez le bulletin.'
            )
        ]
    return []


def _ranking_faults(rule: Rule, min_choices: int, max_choices: int | None) -> list[str]:
    if rule.weights in ("votes", "points"):
        return [
            _(
                "Chacun classe des projets, et cette règle ne compte pas les places. Écrivez ce que vaut chacune, comme "
                'weights = "3,2,1", ou choisissez une règle proposée.'
            )
        ]
    if rule.weights == "borda":
        if min_choices < 2:
            return [
                _(
                    "Avec « borda », un bulletin d’un seul projet ne pèse rien. Demandez deux choix au moins, ou écrivez ce "
                    'que vaut chaque place, comme weights = "3,2,1".'
                )
            ]
        return []
    places = list(rule.positions)
    rising = any(after > before for before, after in pairwise(places))
    if rising or (len(places) > 1 and places[0] == places[-1]):
        return [
            _(
                "Une place plus basse ne peut pas valoir autant ou plus que la première. Écrivez des nombres qui "
                'descendent, comme "3,2,1".'
            )
        ]
    if max_choices is None or max_choices > len(places) or places[max_choices - 1] == 0:
        return [
            _(
                "La règle dit ce que valent %(n)d places, et le bulletin en admet davantage : les suivantes ne pèseraient "
                "rien. Écrivez « Choix au plus : %(n)d », ou allongez la règle."
            )
            % {"n": sum(place > 0 for place in places)}
        ]
    return []


def places_worth(rule: Rule) -> Sequence[str]:
    """The points of the first, second… place, where the rule names them."""
    return [f"{float(place):g}" for place in rule.positions]


def _counted_as(kind: str) -> str:
    return str(kind) if gives_points(kind) else "approval"
