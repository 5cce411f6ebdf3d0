"""The same ballots under several rules: who would win under each, and what changes from the first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from terreau.algorithms.counting.election import Election
from terreau.algorithms.counting.envelopes import count
from terreau.algorithms.counting.errors import Undecided
from terreau.algorithms.counting.outcome import Outcome
from terreau.algorithms.counting.rule import Rule
from terreau.algorithms.counting.ties import Lots


@dataclass(frozen=True)
class Rehearsed:
    """One rule on the ballots: its outcome, or the tie that it leaves open."""

    name: str
    rule: Rule
    outcome: Outcome | None = None
    undecided: Undecided | None = None

    def changes(self, first: "Rehearsed") -> tuple[list[str], list[str]]:
        """(projects won here and not by the first rule, projects won by the first rule and not here)."""
        mine, theirs = self.winners, first.winners
        return [p for p in mine if p not in set(theirs)], [p for p in theirs if p not in set(mine)]

    @property
    def winners(self) -> tuple[str, ...]:
        return self.outcome.winners if self.outcome else ()


def rehearse(
    election: Election,
    rules: Mapping[str, Rule],
    *,
    lots: Lots = (),
    progress: Callable[[int, int], None] | None = None,
) -> list[Rehearsed]:
    """Count the same ballots by each rule; a tie left open stops that rule alone.

    Parameters
    ----------
    lots : orders drawn for ties of these ballots
    progress : called after each rule with (rules counted, rules in all)
    """
    found = []
    for at, (name, rule) in enumerate(rules.items(), 1):
        try:
            found.append(Rehearsed(name, rule, count(election, rule, lots=lots)))
        except Undecided as tie:
            found.append(Rehearsed(name, rule, undecided=tie))
        if progress:
            progress(at, len(rules))
    return found
