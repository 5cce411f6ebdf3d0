"""What the page of a rehearsal shows: rules side by side, and what each changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from terreau.algorithms.counting import Election, Outcome
from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.rehearsing import Rehearsed
from terreau.algorithms.counting.sentences import Lang, Voice


@dataclass(frozen=True)
class Change:
    """A project that one rule gives and the first does not, or the other way round, and why."""

    name: str
    cost: str
    why: str


@dataclass(frozen=True)
class Column:
    """One rule: its figures, each with its part of the whole (of the money, of the voters)."""

    name: str
    title: str
    about: str
    winners: str = ""
    spent: str = ""
    spent_width: float = 0
    unspent: str = ""
    without: str = ""
    without_percent: str = ""
    without_width: float = 0
    each: str = ""
    gained: Sequence[Change] = ()
    lost: Sequence[Change] = ()
    undecided: Sequence[str] = ()


@dataclass(frozen=True)
class Row:
    """One project under every rule: won, not won, or None where the rule was left undecided."""

    name: str
    cost: str
    votes: str
    marks: tuple[bool | None, ...]


@dataclass(frozen=True)
class Share:
    """What one district gets under one rule: money, and its part of the most that any gets, as a bar of a hundred."""

    money: str
    width: float


@dataclass(frozen=True)
class Rehearsal:
    """All rules on the same ballots; the first is what the others are compared with.

    `titles` names rules that are no preset: {name: (title, one sentence)}.
    """

    election: Election
    rehearsed: Sequence[Rehearsed]
    title: str = ""
    lang: Lang = "fr"
    currency: str = ""
    titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def columns(self) -> list[Column]:
        return [self._column(each) for each in self.rehearsed]

    @cached_property
    def rows(self) -> list[Row]:
        """Projects that some rules give come first, those that all give or none after."""
        won = [set(each.winners) if each.outcome else None for each in self.rehearsed]
        decided = next((each.outcome for each in self.rehearsed if each.outcome), None)
        if decided is None:
            return []
        voice, found = self._voice(decided), []
        for project in self.election.projects:
            marks = tuple(None if wins is None else project.id in wins for wins in won)
            votes = decided.votes.get(project.id, 0)
            name, cost = project.name or project.id, voice.money(project.cost)
            found.append(
                (len({m for m in marks if m is not None}) < 2, -votes, Row(name, cost, voice.number(votes), marks))
            )
        return [row for _same, _votes, row in sorted(found, key=lambda each: each[:2])]

    @property
    def budget(self) -> str:
        decided = next((each.outcome for each in self.rehearsed if each.outcome), None)
        return self._voice(decided).money(decided.budget) if decided else ""

    @property
    def disputed(self) -> int:
        """How many projects depend on the rule."""
        return sum(True in row.marks and False in row.marks for row in self.rows)

    @cached_property
    def districts(self) -> list[tuple[str, list[Share | None]]]:
        """Money won by each district (the first tag of a project) under each rule; empty where no project has one."""
        tags = {project.id: project.tags[0] for project in self.election.projects if project.tags and project.tags[0]}
        names = sorted(set(tags.values()))
        if len(names) < 2:
            return []
        given = [self._given(each, tags) for each in self.rehearsed]
        most = max((money for each in given if each for money in each.values()), default=Fraction(0)) or Fraction(1)
        decided = next((each.outcome for each in self.rehearsed if each.outcome), None)
        if decided is None:
            return []
        voice = self._voice(decided)

        def share(money: Fraction) -> Share:
            return Share(voice.money(money), round(float(100 * money / most), 1))

        return [(name, [None if each is None else share(each[name]) for each in given]) for name in names]

    def _given(self, each: Rehearsed, tags: Mapping[str, str]) -> dict[str, Fraction] | None:
        if each.outcome is None:
            return None
        found: dict[str, Fraction] = dict.fromkeys(tags.values(), Fraction(0))
        for bought in each.outcome.purchases:
            if bought.project in tags:
                found[tags[bought.project]] += bought.cost
        return found

    def _title(self, name: str) -> tuple[str, str]:
        if name in self.titles:
            return self.titles[name]
        preset, points = PRESETS.get(name), self.election.ballots.kind in ("points", "ranking")
        return (
            (preset.title(self.lang, points=points), preset.about(self.lang, points=points)) if preset else (name, "")
        )

    def _voice(self, outcome: Outcome) -> Voice:
        return Voice(outcome, self.lang, {p.id: p.name for p in self.election.projects}, self.currency)

    def _column(self, each: Rehearsed) -> Column:
        title, about = self._title(each.name)
        if each.outcome is None or each.outcome.voters is None:
            return Column(
                each.name, title, about, undecided=self._names(each.undecided.projects if each.undecided else ())
            )
        voice, voters = self._voice(each.outcome), each.outcome.voters
        without = Fraction(voters.without_winner, voters.count) if voters.count else Fraction(0)
        gained, lost = self._changes(each)
        return Column(
            each.name,
            title,
            about,
            winners=voice.number(len(each.winners)),
            spent=voice.money(each.outcome.cost),
            spent_width=round(float(100 * each.outcome.cost / each.outcome.budget), 1) if each.outcome.budget else 0,
            unspent=voice.money(each.outcome.budget - each.outcome.cost),
            without=voice.number(voters.without_winner),
            without_percent=voice.percent(without),
            without_width=round(float(100 * without), 1),
            each=voice.number(round(voters.winners_each, 2)),
            gained=gained,
            lost=lost,
        )

    def _changes(self, each: Rehearsed) -> tuple[list[Change], list[Change]]:
        """What this rule gives and takes, told by its own outcome."""
        first = self.rehearsed[0]
        if each.outcome is None or first.outcome is None:
            return [], []
        voice = self._voice(each.outcome)
        costs = {project.id: project.cost for project in self.election.projects}
        gained, lost = (
            [Change(voice.names.get(p) or p, voice.money(costs[p]), voice.why(p)) for p in side]
            for side in each.changes(first)
        )
        return gained, lost

    def _names(self, projects: Sequence[str]) -> list[str]:
        names = {project.id: project.name or project.id for project in self.election.projects}
        return [names[each] for each in projects]
