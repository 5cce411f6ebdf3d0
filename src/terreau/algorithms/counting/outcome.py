"""What a count gives back: who won, in which order, and how it came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from terreau.algorithms.counting.choices import TieKey
from terreau.algorithms.counting.rule import Rule


@dataclass(frozen=True, slots=True)
class Purchase:
    """A project won, in round `round` from 1.

    `supporters` ballots chose it; `full` of them paid `price` for each unit of weight (each vote, each point), the
    others all that they had left; it is worth `effective` votes that pay in full. With Phragmén `price` is the load to
    which it brings its supporters. None where the method has no such number. `step` says which part of the rule took
    it: "shares", "everything" (all fitted), "fill", "comparison", or the name of the method; and `envelope`, where.
    By equal shares, its supporters held `held` money at its turn, having paid `taken_by` for winners before it.
    """

    project: str
    round: int
    cost: Fraction
    supporters: int
    total: Fraction
    full: int | None = None
    price: Fraction | None = None
    effective: Fraction | None = None
    step: str = ""
    envelope: str = ""
    held: Fraction | None = None
    taken_by: tuple[tuple[str, Fraction], ...] = ()

    def with_price(self, price: Fraction, **others: Any) -> "Purchase":
        return replace(self, price=price, **others)


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects exactly equal in one round; `chosen` went first because of `by`. Decisive where another order could win."""

    round: int
    projects: tuple[str, ...]
    chosen: str
    by: TieKey | None
    decisive: bool = True


@dataclass(frozen=True, slots=True)
class Loser:
    """Why a project did not win.

    `reason`: "unsupported"; "left-out" (`detail` names the field of the rule, or "envelopes"); "conflict" (`detail`
    names the winner); "out-of-reach" (equal shares: its supporters could not pay); "no-money" (too dear for the money
    `left` at its turn); "partial"; "no-turn" (the count had stopped). `reach` money was there for it of its `cost`:
    their quotient is its effective support. `taken_by`: what its supporters paid for winners instead, most first.
    """

    project: str
    reason: str
    cost: Fraction
    total: Fraction
    votes: int
    reach: Fraction
    left: Fraction
    taken_by: tuple[tuple[str, Fraction], ...] = ()
    detail: str = ""
    envelope: str = ""

    def because(self, reason: str, **others: Any) -> "Loser":
        return replace(self, reason=reason, **others)

    @property
    def effective_support(self) -> Fraction:
        return self.reach / self.cost if self.cost else Fraction(0)

    @property
    def missing(self) -> Fraction:
        return max(self.cost - self.reach, Fraction(0))


@dataclass(frozen=True, slots=True)
class Round:
    """One count with `share` money for each voter: what it cost, how many projects it bought, how many ties it met."""

    share: Fraction
    cost: Fraction
    winners: int
    ties: int = 0


@dataclass(frozen=True, slots=True)
class Voters:
    """`by_winners[k]` ballots chose exactly k winners, `by_size[k]` made k choices and decided `money_by_size[k]`."""

    count: int
    by_winners: Sequence[int]
    by_size: Sequence[int]
    money_by_size: Mapping[int, Fraction]

    @property
    def without_winner(self) -> int:
        return self.by_winners[0] if self.by_winners else 0

    @property
    def winners_each(self) -> Fraction:
        """Winning projects a voter, on average."""
        won = sum(k * n for k, n in enumerate(self.by_winners))
        return Fraction(won, self.count) if self.count else Fraction(0)


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison step: voters who prefer the equal-shares outcome, the greedy one; which was taken."""

    prefer_shares: int
    prefer_greedy: int
    taken: str


@dataclass(frozen=True)
class Outcome:
    """The result. `winners` in order of selection; `totals` in the rule's weights, `votes` in ballots.

    `share` is what each voter had in the count that holds (equal shares), `partial` the money given to a project funded
    in part, `envelopes` the outcome of each envelope, of which the whole is the sum, `lots` the orders drawn for ties that
    the rule left open.
    """

    rule: Rule
    winners: tuple[str, ...]
    cost: Fraction
    budget: Fraction
    totals: Mapping[str, Fraction]
    votes: Mapping[str, int]
    purchases: tuple[Purchase, ...] = ()
    losers: tuple[Loser, ...] = ()
    ties: tuple[Tie, ...] = ()
    rounds: tuple[Round, ...] = ()
    share: Fraction | None = None
    voters: Voters | None = None
    compared: Compared | None = None
    partial: Mapping[str, Fraction] = field(default_factory=dict)
    envelopes: Mapping[str, "Outcome"] = field(default_factory=dict)
    lots: tuple[tuple[str, ...], ...] = ()

    def near_misses(self, share: Fraction) -> tuple[Loser, ...]:
        """Projects that lacked money alone, and for which at least this part of their price was there; nearest first."""
        near = [
            each
            for each in self.losers
            if each.reason in ("out-of-reach", "no-money") and share <= each.effective_support < 1 and each.reach > 0
        ]
        return tuple(sorted(near, key=lambda each: (-each.effective_support, each.project)))
