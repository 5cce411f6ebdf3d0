"""Ballots as a rule reads them: what each choice weighs, and which projects take part."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

from terreau.algorithms.counting.election import Ballots, Election
from terreau.algorithms.counting.errors import CountingError
from terreau.algorithms.counting.rule import Rule

EXACT_IN_FLOAT = 2**53


@dataclass(frozen=True)
class Weighted:
    """Entries of positive weight, row by row; `weights` are integers, `scale` to a unit.

    `votes[p]` ballots chose project p (with a weight or not), `totals[p]` is their weight, scaled.
    """

    starts: NDArray[np.int64]
    projects: NDArray[np.int32]
    weights: NDArray[np.int64]
    counts: NDArray[np.int64]
    scale: int
    votes: NDArray[np.int64]
    totals: NDArray[np.int64]

    @property
    def voters(self) -> int:
        return int(self.counts.sum())

    @cached_property
    def rows(self) -> NDArray[np.int32]:
        return np.repeat(np.arange(len(self.counts), dtype=np.int32), np.diff(self.starts))

    @cached_property
    def by_project(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
        """(starts, rows, weights) of the same entries, project by project."""
        small = self.projects.astype(np.uint16) if len(self.votes) < 2**16 else self.projects
        order = np.argsort(small, kind="stable")  # a radix sort, on 16 bits
        sizes = np.bincount(self.projects, minlength=len(self.votes))
        return np.concatenate(([0], np.cumsum(sizes))), self.rows[order], self.weights[order]

    def supporters(self, project: int) -> NDArray[np.int32]:
        """The rows that give this project a weight."""
        starts, rows, _weights = self.by_project
        return rows[starts[project] : starts[project + 1]]

    def total(self, project: int) -> Fraction:
        return Fraction(int(self.totals[project]), self.scale)


def weigh(election: Election, rule: Rule) -> Weighted:
    """What each choice weighs under the rule; O(entries).

    Raises
    ------
    CountingError : when the ballots cannot be weighed so, or weigh more than is counted exactly
    """
    ballots, count = election.ballots, len(election.projects)
    weights, scale = _weights(ballots, rule)
    heaviest = int(weights.max(initial=0)) * ballots.voters * max(scale, 1)
    if heaviest >= EXACT_IN_FLOAT:
        raise CountingError(
            f"Points up to {int(weights.max())} on {ballots.voters} ballots are beyond exact counting.",
            f"Des points jusqu’à {int(weights.max())} sur {ballots.voters} bulletins dépassent le compte exact.",
        )
    people = ballots.counts[ballots.rows]
    chosen = ballots.values > 0
    kept = chosen & (weights > 0)
    votes = _sum(ballots.projects[chosen], people[chosen], count)
    if rule.weights == "votes" and kept.all():  # nothing to leave out, and each choice is one vote
        return Weighted(ballots.starts, ballots.projects, weights, ballots.counts, 1, votes, votes)
    starts = np.concatenate(([0], np.cumsum(kept)))[ballots.starts]
    return Weighted(
        starts.astype(np.int64), ballots.projects[kept], weights[kept], ballots.counts, scale,
        votes, _sum(ballots.projects[kept], (people * weights)[kept], count),
    )  # fmt: skip


def _sum(projects: NDArray[np.int32], values: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return np.bincount(projects, weights=values, minlength=count).astype(np.int64)  # exact below 2**53


def _weights(ballots: Ballots, rule: Rule) -> tuple[NDArray[np.int64], int]:
    if rule.weights == "votes":
        return np.ones(len(ballots.projects), dtype=np.int64), 1
    if rule.weights == "points":
        return ballots.values, ballots.scale
    if ballots.kind != "ranking":
        raise CountingError(
            f"weights: {rule.weights!r} reads ranked ballots; these are of kind {ballots.kind}.",
            f"weights : {rule.weights!r} lit des classements ; ces bulletins sont de type {ballots.kind}.",
        )
    if rule.weights == "borda":
        sizes = np.diff(ballots.starts)[ballots.rows]
        return sizes - ballots.values, 1
    scale = lcm(*(place.denominator for place in rule.positions))
    table = np.array([0, *(int(place * scale) for place in rule.positions), 0], dtype=np.int64)
    return table[np.minimum(ballots.values, len(table) - 1)], scale
