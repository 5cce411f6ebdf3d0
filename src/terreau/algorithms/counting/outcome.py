"""What a count gives back: who won, in which order, and how it came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from terreau.algorithms.counting.choices import TieKey
from terreau.algorithms.counting.rule import Rule


@dataclass(frozen=True, slots=True)
class Purchase:
    """A project won, in round `round` from 1.

    `supporters` ballots chose it; `full` of them paid `price` times their weight, the others all that they had left.
    `effective` is what the project was worth per money, in voters (equal shares with cost); None where the method has
    no such number. `step` says which part of the rule took it: "shares", "fill", "greedy", "envelope name/…".
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

    `reason`: "left-out" (threshold, eligibility), "conflict", "unsupported", "out-of-reach" (its supporters, or what
    was left, could not pay), "no-turn" (the count stopped before it). `reach` money was there for it of its `cost`:
    `reach / cost` is its effective support. `taken_by`: which winners its supporters paid instead, most first.
    """

    project: str
    reason: str
    cost: Fraction
    total: Fraction
    reach: Fraction
    taken_by: tuple[tuple[str, Fraction], ...] = ()
    detail: str = ""

    @property
    def effective_support(self) -> Fraction:
        return self.reach / self.cost if self.cost else Fraction(0)

    @property
    def missing(self) -> Fraction:
        return max(self.cost - self.reach, Fraction(0))


@dataclass(frozen=True, slots=True)
class Round:
    """One count with `share` money for each voter: what it cost and how many projects it bought."""

    share: Fraction
    cost: Fraction
    winners: int


@dataclass(frozen=True, slots=True)
class Voters:
    """`by_winners[k]` ballots chose exactly k winners; `money_by_size[k]` is the money decided by ballots of k choices."""

    count: int
    by_winners: tuple[int, ...]
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
    """The result. `winners` in order of selection; `partial` holds money given to a project funded in part."""

    rule: Rule
    winners: tuple[str, ...]
    cost: Fraction
    budget: Fraction
    totals: Mapping[str, Fraction]
    purchases: tuple[Purchase, ...] = ()
    losers: tuple[Loser, ...] = ()
    ties: tuple[Tie, ...] = ()
    rounds: tuple[Round, ...] = ()
    voters: Voters | None = None
    compared: Compared | None = None
    partial: Mapping[str, Fraction] = field(default_factory=dict)
