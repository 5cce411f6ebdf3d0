"""Ballots of people who do not exist, to try rules on before anybody has voted: always the same for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from terreau.algorithms.counting.election import Election, Kind, Project, group

Pattern = Literal["district", "age", "group", "even"]
Form = Literal["approval", "basket", "points", "ranking"]
Matrix = NDArray[np.float64]

# Choices on a ballot, in per cent of the ballots, from 1 on: the mean of the 31 published approval elections of our
# collection that offered nine projects or more and let people choose seven or more.
LENGTHS = (15, 9, 10, 12, 16, 5, 4, 3, 3, 2, 3, 18)
FEW = Fraction(2, 3)  # of a short list, nobody is made to choose more than this part
LIKED = 0.8  # how much projects differ in what everybody thinks of them
HOME, EVERYWHERE = 3.0, 1.5  # what a project of one's own district, or of the whole town, gains
AGES, TASTE = (0.3, 0.45, 0.25), 1.4  # parts of the town, and how far their tastes lie apart
GROUP, FAITHFUL = 0.45, 4.0  # the strong group's part of the voters, and how it holds to its own projects
PLACES = 5  # where projects name no district, they stand in so many


@dataclass(frozen=True)
class Crowd:
    """How many people, which draw, and what makes them choose.

    Attributes
    ----------
    pattern : "district": each backs above all the projects of home; "age": three ages, each with its own taste; "group":
        nearly half of the town agrees on a third of the projects; "even": only what everybody thinks of a project counts
    """

    voters: int
    seed: int = 1
    pattern: Pattern = "district"

    def __post_init__(self) -> None:
        if self.pattern not in get_args(Pattern):
            raise ValueError(f"{self.pattern!r} is not one of {', '.join(get_args(Pattern))}.")
        if self.voters < 1:
            raise ValueError("A crowd has one voter at least.")


@dataclass(frozen=True)
class Sheet:
    """What a ballot asks for: its form, the least and the most choices, the points to give."""

    form: Form = "approval"
    least: int = 1
    most: int | None = None
    points: int = 0


def invent(projects: Sequence[Project], budget: Fraction, crowd: Crowd, sheet: Sheet | None = None) -> Election:
    """An election of these projects by people who do not exist.

    Each voter sees a project with a liking: what everybody thinks of it, what the voter's district, age or group adds,
    and chance (Gumbel noise, so that choosing the k best is drawing k without replacement by those weights). How many
    each chooses follows `LENGTHS`. The first tag of a project is its district.

    Parameters
    ----------
    sheet : what a ballot of this edition must be; approval of at least one project without it

    Returns
    -------
    Election : with as many ballots as voters, every one of which follows the sheet

    Notes
    -----
    O(voters × projects). It says what a rule does to patterns of support, not how a town will vote.

    Examples
    --------
    >>> some = (Project("park", Fraction(60), tags=("north",)), Project("hall", Fraction(40), tags=("south",)))
    >>> invent(some, Fraction(80), Crowd(300)).ballots.voters
    300
    """
    sheet, chance = sheet or Sheet(), np.random.Generator(np.random.PCG64(crowd.seed))
    count = len(projects)
    liked = LIKED * _normal(chance, (1, count))
    liking = liked + _leaning(projects, crowd, chance) + _gumbel(chance, (crowd.voters, count))
    sizes = _lengths(chance, crowd.voters, count, sheet)
    order = np.argsort(-liking, axis=1, kind="stable")
    costs = [project.cost for project in projects]
    rows = [_filled(order[v, : max(sizes[v], 1)].tolist(), costs, budget, sheet) for v in range(crowd.voters)]
    kind: Kind = (
        "approval" if sheet.form in ("approval", "basket") else "points" if sheet.form == "points" else "ranking"
    )
    return Election(tuple(projects), budget, group(rows, kind))


def _leaning(projects: Sequence[Project], crowd: Crowd, chance: np.random.Generator) -> Matrix:
    """What pattern adds to the liking of each voter for each project."""
    shape = (crowd.voters, len(projects))
    if crowd.pattern == "even":
        return np.zeros(shape)
    if crowd.pattern == "age":
        tastes = TASTE * _normal(chance, (len(AGES), len(projects)))
        return tastes[np.searchsorted(np.cumsum(AGES)[:-1], chance.random(crowd.voters))]
    if crowd.pattern == "group":
        own = chance.permutation(len(projects))[: ceil(len(projects) / 3)]
        leaning = np.zeros(shape)
        members = chance.random(crowd.voters) < GROUP
        leaning[np.ix_(members, own)] = FAITHFUL
        return leaning
    homes = _homes(projects, chance)
    lives = chance.integers(0, max(homes.max() + 1, 1), crowd.voters)
    return np.where(homes[None, :] < 0, EVERYWHERE, HOME * (lives[:, None] == homes[None, :]))


def _homes(projects: Sequence[Project], chance: np.random.Generator) -> NDArray[np.int64]:
    """The district of each project as a number; -1 for the whole town."""
    names = list(dict.fromkeys(project.tags[0] for project in projects if project.tags and project.tags[0]))
    if not names:
        return chance.integers(0, min(PLACES, len(projects)), len(projects))
    return np.array([names.index(p.tags[0]) if p.tags and p.tags[0] else -1 for p in projects], dtype=np.int64)


def _lengths(chance: np.random.Generator, voters: int, projects: int, sheet: Sheet) -> NDArray[np.int64]:
    """How many each chooses: as in real elections, within what the sheet and the list allow."""
    drawn = 1 + np.searchsorted(np.cumsum(LENGTHS)[:-1], chance.random(voters) * sum(LENGTHS), side="right")
    most = min(sheet.most or projects, projects, max(ceil(FEW * projects), sheet.least))
    if sheet.form == "points" and sheet.points:
        most = min(most, sheet.points)
    return np.clip(drawn, min(sheet.least, projects), max(most, 1))


def _filled(chosen: list[int], costs: Sequence[Fraction], budget: Fraction, sheet: Sheet) -> list[tuple[int, Fraction]]:
    """The ballot of somebody who likes these projects in this order."""
    if sheet.form == "ranking":
        return [(at, Fraction(place)) for place, at in enumerate(chosen, 1)]
    if sheet.form == "points":
        spare = max((sheet.points or len(chosen)) - len(chosen), 0)
        return [(at, Fraction(1 + spare * (place == 0))) for place, at in enumerate(chosen)]
    if sheet.form == "basket":
        chosen = _fitting(chosen, costs, budget)
    return [(at, Fraction(1)) for at in chosen]


def _fitting(chosen: list[int], costs: Sequence[Fraction], budget: Fraction) -> list[int]:
    kept, left = [], budget
    for at in chosen:
        if costs[at] <= left:
            kept.append(at)
            left -= costs[at]
    return kept


def _normal(chance: np.random.Generator, shape: tuple[int, int]) -> Matrix:
    return chance.standard_normal(shape)


def _gumbel(chance: np.random.Generator, shape: tuple[int, int]) -> Matrix:
    return -np.log(-np.log(np.clip(chance.random(shape), 1e-12, 1 - 1e-12)))
