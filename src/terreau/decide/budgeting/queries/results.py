"""The published result: what the kit says, drawn and told; participation; one ballot by its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.core.cache import cache
from django.db.models import Count as Number
from django.db.models import QuerySet, Sum

from terreau.algorithms.counting import Election, Outcome, count, parse_rule
from terreau.algorithms.counting.pabulib import election_of, parse
from terreau.algorithms.counting.presets import suiting
from terreau.algorithms.counting.recount import open_kit
from terreau.algorithms.counting.rehearsing import rehearse
from terreau.algorithms.counting.rule import changed
from terreau.algorithms.counting.sentences import Lang
from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models import Attendance, Count, Edition, NearMiss, Project
from terreau.decide.budgeting.small_groups import SMALL, shown_apart
from terreau.decide.counts.bars import Bar
from terreau.decide.counts.rehearsal import Rehearsal
from terreau.decide.counts.sheet import Sheet
from terreau.know.territory import queries as territory

KEPT = 30 * 86_400  # seconds: a published result never changes


@dataclass(frozen=True)
class Told:
    """One project of a result."""

    bar: Bar
    sheet: Sheet


@dataclass(frozen=True)
class Result:
    """A count as it is shown; everything is read again from the kit, which is what people download."""

    edition: Edition
    counted: Count
    election: Election
    outcome: Outcome
    ballots_sum: str

    def sheet(self, lang: Lang) -> Sheet:
        return Sheet(self.election, self.outcome, self.edition.name, lang, self.edition.currency)

    def told(self, key: str, lang: str) -> "Told | None":
        """What became of one project: its bar, its reason."""
        sheet = self.sheet("en" if lang == "en" else "fr")
        return next((Told(bar, sheet) for bar in (*sheet.won, *sheet.lost) if bar.id == key), None)

    @cached_property
    def winners(self) -> list[Project]:
        """In the order in which they were bought, which of few would tell too much."""
        known = {
            project.key: project for project in self.edition.projects.select_related("edition", "district", "place")
        }
        won = [known[key] for key in self.outcome.winners if key in known]
        return sorted(won, key=lambda project: project.number) if self.counted.of_few else won


def result(edition: Edition, counted: Count) -> Result:
    """Counted again once from the kit, then kept by the kit's fingerprint."""
    found = cache.get(_key(counted))
    if found is None:
        kit = open_kit(bytes(counted.kit or b""))
        election = election_of(parse(kit.ballots))
        found = remember(
            counted, election, count(election, parse_rule(kit.rule), lots=kit.lots), str(kit.result["ballots_sha256"])
        )
    return Result(edition, counted, *found)


def remember(counted: Count, election: Election, outcome: Outcome, ballots_sum: str) -> tuple[Election, Outcome, str]:
    """Keep what was counted, so that the page does not count it once more."""
    found = (election, outcome, ballots_sum)
    cache.set(_key(counted), found, KEPT)
    return found


def _key(counted: Count) -> str:
    return f"budgeting:outcome:{counted.sha256}"


def rehearsal(edition: Edition, counted: Count, lang: Lang) -> Rehearsal:
    """The same ballots under every rule that suits them: what a council looks at before it chooses one."""
    told = result(edition, counted)
    key = f"budgeting:rehearsal:{counted.sha256}"
    rehearsed = cache.get(key)
    if rehearsed is None:
        mine = told.outcome.rule
        ready = suiting(told.election, len(mine.positions))
        rules = {name: changed(rule, ties=mine.ties, lot=mine.lot) for name, rule in ready.items()}
        own = next((name for name, rule in rules.items() if rule == mine), None)
        ordered = {name: rules[name] for name in ([own] if own else []) + [name for name in rules if name != own]}
        rehearsed = rehearse(told.election, ordered, lots=told.outcome.lots)
        cache.set(key, rehearsed, KEPT)
    return Rehearsal(told.election, rehearsed, edition.name, lang, edition.currency)


@dataclass(frozen=True)
class Way:
    """People who voted by these channels: one, or several together where one of them is too small to be shown apart."""

    channels: Sequence[str]
    count: int


def participation(edition: Edition) -> Sequence[Way]:
    """By channel, those that must be shown together last; of fewer than ten people, nothing."""
    found = dict(Attendance.objects.filter(edition=edition).values_list("channel").annotate(Number("id")))
    if sum(found.values()) < SMALL:
        return []
    groups = [(str(channel), found[channel]) for channel in Channel if channel in found]
    apart = shown_apart(groups)
    rows = [Way([str(Channel(name).label)], people) for name, people in groups if name in apart]
    rest = [(name, people) for name, people in groups if name not in apart]
    if rest:
        rows.append(Way([str(Channel(name).label) for name, _n in rest], sum(people for _name, people in rest)))
    return sorted(rows, key=lambda way: (len(way.channels), -way.count))


def shows_paper(edition: Edition) -> bool:
    """Are the people who voted on paper enough to be counted apart in public?"""
    return any(list(way.channels) == [str(Channel.PAPER.label)] for way in participation(edition))


@dataclass(frozen=True)
class Turnout:
    """Those who voted beside those who could, as far as the town knows; nothing else of voters is kept to compare.

    `electorate` is frozen when the vote opens; `added` joined the register since.
    """

    voters: int
    electorate: int | None = None
    population: int | None = None
    added: int = 0

    @property
    def part(self) -> Decimal | None:
        return Decimal(self.voters) / self.electorate if self.electorate else None

    @property
    def of_all(self) -> Decimal | None:
        return Decimal(self.voters) / self.population if self.population else None


def turnout(edition: Edition, voters: int) -> Turnout:
    """`population` is that of the census, of all ages, where the town took it from the official register."""
    town = territory.town()
    added = edition.rolls.exclude(reason="").aggregate(n=Sum("persons"))["n"] or 0
    return Turnout(voters, edition.electorate, town.population if town else None, added)


def lost(told: Result) -> Sequence[Project]:
    """Projects that did not win, by number, which says nothing of how near they were."""
    return list(told.edition.projects.exclude(key__in=told.outcome.winners).select_related("edition"))


def near_misses(edition: Edition) -> Sequence[NearMiss]:
    """Projects that lacked little money by the count that holds, nearest first."""
    found = NearMiss.objects.filter(project__edition=edition, count__publication__isnull=False)
    return list(found.select_related("project__edition", "project__district", "project__carrier"))


def all_near_misses() -> QuerySet[NearMiss]:
    """Of every edition of the town: what later money could fund."""
    found = NearMiss.objects.filter(project__edition__source__isnull=True, count__publication__isnull=False)
    return found.select_related("project__edition")
