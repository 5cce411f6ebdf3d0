"""What the page of a count shows: every figure ready to be drawn, every sentence said, nothing decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from terreau.algorithms.counting import Election, Outcome, Voters
from terreau.algorithms.counting.sentences import Lang, Voice
from terreau.decide.counts.bars import Bar, Scale, bar_of
from terreau.decide.counts.seeds import Seeds, seeds

AT_SIGHT, ALONE = 12, 4  # bars before one opens the others; so few others are not worth opening
MOST_WINNERS = 7  # columns of people: 0 to 6 winning projects, and more


@dataclass(frozen=True)
class Slice:
    """A part of a total, in words and as a bar of a hundred."""

    value: str
    percent: str
    width: float


@dataclass(frozen=True)
class Sheet:
    """An outcome as people read it. `title` names the vote, `lang` the language of every sentence."""

    election: Election
    outcome: Outcome
    title: str = ""
    lang: Lang = "fr"
    currency: str = ""

    @cached_property
    def voice(self) -> Voice:
        names = {project.id: project.name for project in self.election.projects}
        return Voice(self.outcome, self.lang, names, self.currency)

    @cached_property
    def scale(self) -> Scale:
        return Scale.up_to(max((project.cost for project in self.election.projects), default=Fraction(0)))

    @cached_property
    def won(self) -> list[Bar]:
        return [bar_of(each, self.scale, self.voice, self._turns) for each in self.outcome.purchases]

    @cached_property
    def lost(self) -> list[Bar]:
        """The nearest misses first; then those that were never near, by their votes."""
        near = sorted(self.outcome.losers, key=lambda each: (-min(each.effective_support, Fraction(1)), -each.votes))
        return [bar_of(each, self.scale, self.voice, self._turns) for each in near]

    @property
    def won_parts(self) -> tuple[list[Bar], list[Bar]]:
        """Those at sight, and those that one opens: a large town has two hundred projects."""
        return _parts(self.won)

    @property
    def lost_parts(self) -> tuple[list[Bar], list[Bar]]:
        return _parts(self.lost)

    @property
    def ticks(self) -> Sequence[tuple[float, str]]:
        return [(100 * self.scale.part(value), self.voice.money(value)) for value in self.scale.ticks]

    @property
    def grid(self) -> str:
        """Lines behind the bars, one for each tick."""
        return "".join(f"M{self.scale.width(value)} -7v38" for value in self.scale.ticks[1:])

    @property
    def coin(self) -> str:
        return self.voice.money(self.scale.coin)

    @property
    def by_price(self) -> bool:
        """Bought with the supporters' own shares, so that what losers could still pay is known."""
        return self.outcome.share is not None

    @property
    def spent(self) -> str:
        return self.voice.money(self.outcome.cost)

    @property
    def budget(self) -> str:
        return self.voice.money(self.outcome.budget)

    @property
    def share(self) -> str:
        return self.voice.money(self.outcome.share or Fraction(0))

    @property
    def voters(self) -> str:
        return self.voice.number(self._voters.count)

    @property
    def served(self) -> str:
        """Part of the voters with a winning project."""
        count = self._voters.count
        return self.voice.percent(Fraction(count - self._voters.without_winner, count) if count else Fraction(0))

    @property
    def winners_each(self) -> str:
        return self.voice.number(round(self._voters.winners_each, 2))

    @cached_property
    def people(self) -> Seeds:
        """People by how many winning projects they chose."""
        return seeds(self._voters.by_winners, MOST_WINNERS, self.voice)

    @cached_property
    def by_size(self) -> list[tuple[str, Slice, Slice]]:
        """For each number of choices: the people who made so many, and the money that they decided."""
        voters, rows = self._voters, []
        money = sum(voters.money_by_size.values(), Fraction(0))
        for size, people in enumerate(voters.by_size):
            decided = voters.money_by_size.get(size, Fraction(0))
            if people:
                rows.append((
                    self.voice.number(size),
                    self._slice(self.voice.number(people), Fraction(people), Fraction(voters.count)),
                    self._slice(self.voice.money(self.voice.cut(decided)), decided, money),
                ))  # fmt: skip
        return rows

    @property
    def ties(self) -> list[str]:
        return [self.voice.tie(each) for each in self.outcome.ties]

    @property
    def comparison(self) -> str:
        return self.voice.comparison(self.outcome.compared) if self.outcome.compared else ""

    @property
    def raises(self) -> int:
        """How many times the shares were raised."""
        return max(len(self.outcome.rounds) - 1, 0)

    @property
    def first_share(self) -> str:
        return self.voice.money(self.outcome.rounds[0].share) if self.outcome.rounds else ""

    @property
    def rule(self) -> list[tuple[str, str]]:
        """The rule file, field by field."""
        return [
            (key, value)
            for key, _, value in (line.partition(" = ") for line in self.outcome.rule.to_toml().splitlines())
        ]

    @property
    def replay(self) -> dict[str, object]:
        """What the replay draws after each purchase: parts of a thousand of the scale, one list for each project."""
        said = [
            [self.voice.names.get(each.project) or each.project, self.voice.why(each.project)]
            for each in self.outcome.purchases
        ]
        spent, so_far = Fraction(0), []
        for each in self.outcome.purchases:
            spent += each.cost
            so_far.append(self.voice.money(spent))
        return {"turns": said, "spent": so_far, "bars": {bar.id: bar.steps for bar in (*self.won, *self.lost)}}

    @property
    def _voters(self) -> Voters:
        assert self.outcome.voters is not None  # noqa: S101 (counted outcomes always know their voters)
        return self.outcome.voters

    @cached_property
    def _turns(self) -> dict[str, int]:
        return {each.project: turn for turn, each in enumerate(self.outcome.purchases)}

    def _slice(self, value: str, part: Fraction, whole: Fraction) -> Slice:
        share = part / whole if whole else Fraction(0)
        return Slice(value, self.voice.percent(share), round(float(100 * share), 2))


def _parts(bars: list[Bar]) -> tuple[list[Bar], list[Bar]]:
    cut = AT_SIGHT if len(bars) > AT_SIGHT + ALONE else len(bars)
    return bars[:cut], bars[cut:]
