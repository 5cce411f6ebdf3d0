"""Ten people, three projects and a thousand euros, counted by an edition's own rule: how it works, seen at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from terreau.algorithms.counting import CountingError, Election, Project, Rule, count, parse_rule
from terreau.algorithms.counting.election import Cast
from terreau.algorithms.counting.rule import changed
from terreau.algorithms.counting.sentences import Lang
from terreau.decide.budgeting.enums import BallotKind
from terreau.decide.budgeting.models import Edition
from terreau.decide.counts.sheet import Sheet

COSTS = {"play": 540, "benches": 400, "orchard": 360}
MONEY = 1_000


@dataclass(frozen=True)
class Example:
    """What the ten put on their ballots, and what comes out, drawn and told."""

    ballots: str
    sheet: Sheet
    by_shares: bool


def worked_example(edition: Edition) -> Example | None:
    """None for a rule that such a small count cannot show."""
    said, cast = _ballots(edition)
    lang: Lang = "en" if get_language() == "en" else "fr"
    names = {"play": _("Une aire de jeux"), "benches": _("Des bancs"), "orchard": _("Un verger")}
    made = Election.of(COSTS, MONEY, cast)
    projects = tuple(Project(p.id, p.cost, names[p.id]) for p in made.projects)
    try:
        outcome = count(Election(projects, made.budget, made.ballots), _plain(parse_rule(edition.rule)))
    except CountingError:
        return None
    sheet = Sheet(Election(projects, Fraction(MONEY), made.ballots), outcome, lang=lang, currency=edition.currency)
    return Example(said, sheet, outcome.share is not None)


def _plain(rule: Rule) -> Rule:
    """Only how money goes to projects: what a town adds to it is said apart."""
    bare = changed(
        rule, envelopes={}, conflicts=(), min_total="0", min_share="0", eligibility="0", ties=("listed",), lot=(), fill="no"
    )  # fmt: skip
    return changed(bare, raise_share="no") if bare.method == "equal-shares" else bare


def _ballots(edition: Edition) -> tuple[str, Sequence[Cast]]:
    if edition.ballot_kind == BallotKind.POINTS:
        return (
            _(
                "Cinq personnes donnent 3 points à l’aire de jeux et 2 aux bancs, une 5 points à l’aire de jeux, quatre 5 points "
                "au verger."
            ),
            [{"play": 3, "benches": 2}] * 5 + [{"play": 5}] + [{"orchard": 5}] * 4,
        )
    if edition.ballot_kind == BallotKind.RANKING:
        return (
            _("Quatre personnes mettent l’aire de jeux en premier et les bancs ensuite, deux l’aire de jeux seule, quatre le verger seul."),
            [["play", "benches"]] * 4 + [["play"]] * 2 + [["orchard"]] * 4,
        )  # fmt: skip
    return (
        _("Six personnes choisissent l’aire de jeux, et cinq d’entre elles aussi les bancs ; les quatre autres le verger seul."),
        [{"play", "benches"}] * 5 + [{"play"}] + [{"orchard"}] * 4,
    )  # fmt: skip
