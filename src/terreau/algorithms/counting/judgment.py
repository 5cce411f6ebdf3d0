"""Majority judgment: projects by their median grade, equals told apart by taking median grades away one by one."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from terreau.algorithms.counting.election import Ballots


def judge(ballots: Ballots, projects: Sequence[int]) -> list[tuple[int, Fraction]]:
    """(project, key): a greater key is better judged, equal keys have the same grades for ever.

    Balinski and Laraki, *Majority Judgment* (2011): the majority value is the sequence of lower medians obtained by
    removing the median grade again and again; sequences are compared like words of a dictionary. Projects graded by
    fewer people than others are compared over what they have. O(grades × distinct grades) a comparison step.
    """
    people = ballots.counts[ballots.rows]
    histograms = {}
    for p in projects:
        mine = ballots.projects == p
        grades, at = np.unique(ballots.values[mine], return_inverse=True)
        histograms[p] = (
            grades.tolist(),
            np.bincount(at, weights=people[mine], minlength=len(grades)).astype(int).tolist(),
        )
    values = {p: _majority_value(*histogram) for p, histogram in histograms.items()}
    place = {value: at for at, value in enumerate(sorted(set(values.values())))}
    return [(p, Fraction(place[values[p]])) for p in projects]


def _majority_value(grades: list[int], counts: list[int]) -> tuple[int, ...]:
    """The medians in the order in which they are taken away."""
    counts, total = list(counts), sum(counts)
    value = []
    while total:
        seen, at = 0, 0
        while seen + counts[at] < (total + 1) // 2:
            seen += counts[at]
            at += 1
        value.append(grades[at])
        counts[at] -= 1
        total -= 1
    return tuple(value)
