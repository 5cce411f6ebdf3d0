"""Which projects take part: thresholds and eligibility, asked before any money is given."""

from collections.abc import Mapping
from fractions import Fraction

from terreau.algorithms.counting.election import Election
from terreau.algorithms.counting.rule import Rule
from terreau.algorithms.counting.weighing import Weighted


def left_out(election: Election, rule: Rule, votes: Weighted) -> Mapping[int, str]:
    """Project index -> which field of the rule leaves it out, the first that does."""
    least_total, least_share = Fraction(rule.min_total), Fraction(rule.min_share)
    times, people = Fraction(rule.eligibility), votes.voters
    if not (least_total or least_share or times):
        return {p: "unsupported" for p, total in enumerate(votes.totals.tolist()) if not total}
    found: dict[int, str] = {}
    for p, project in enumerate(election.projects):
        chosen = int(votes.votes[p])
        if votes.total(p) < least_total:
            found[p] = "min_total"
        elif chosen < least_share * people:
            found[p] = "min_share"
        elif times and chosen * times * election.budget < project.cost * people:
            found[p] = "eligibility"
        elif not votes.totals[p]:
            found[p] = "unsupported"
    return found


def rivals(election: Election, rule: Rule) -> dict[int, set[int]]:
    """Project index -> the others of its conflicts: once it is won, they are out."""
    found: dict[int, set[int]] = {}
    for group in rule.conflicts:
        members = {election.index[name] for name in group if name in election.index}
        for member in members:
            found.setdefault(member, set()).update(members - {member})
    return found
