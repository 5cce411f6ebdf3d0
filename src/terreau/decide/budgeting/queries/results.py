"""The published result: what the kit says, drawn and told; participation; one ballot by its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.core.cache import cache
from django.db.models import Count as Number

from terreau.algorithms.counting import Election, Outcome, count, parse_rule
from terreau.algorithms.counting.pabulib import election_of, parse
from terreau.algorithms.counting.presets import suiting
from terreau.algorithms.counting.recount import open_kit
from terreau.algorithms.counting.rehearsing import rehearse
from terreau.algorithms.counting.sentences import Lang
from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.models import Attendance, Ballot, Count, Edition, Project, Replacement, Slip
from terreau.decide.budgeting.rules import SHORT, SMALL, tracking_digest
from terreau.decide.counts.bars import Bar
from terreau.decide.counts.rehearsal import Rehearsal
from terreau.decide.counts.sheet import Sheet

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
        known = {project.key: project for project in self.edition.projects.select_related("edition", "district")}
        return [known[key] for key in self.outcome.winners if key in known]


def result(edition: Edition, counted: Count) -> Result:
    """Counted again once from the kit, then kept by the kit's fingerprint."""
    key = f"budgeting:outcome:{counted.sha256}"
    found = cache.get(key)
    if found is None:
        kit = open_kit(bytes(counted.kit or b""))
        election = election_of(parse(kit.ballots))
        found = (election, count(election, parse_rule(kit.rule)), str(kit.result["ballots_sha256"]))
        cache.set(key, found, KEPT)
    return Result(edition, counted, *found)


def rehearsal(edition: Edition, counted: Count, lang: Lang) -> Rehearsal:
    """The same ballots under every rule that suits them: what a council looks at before it chooses one."""
    told = result(edition, counted)
    key = f"budgeting:rehearsal:{counted.sha256}"
    rehearsed = cache.get(key)
    if rehearsed is None:
        rules = suiting(told.election)
        own = next((name for name, rule in rules.items() if rule == told.outcome.rule), None)
        ordered = {name: rules[name] for name in ([own] if own else []) + [name for name in rules if name != own]}
        rehearsed = rehearse(told.election, ordered)
        cache.set(key, rehearsed, KEPT)
    return Rehearsal(told.election, rehearsed, edition.name, lang, edition.currency)


@dataclass(frozen=True)
class Way:
    """People who voted by one channel; `count` is None where they are too few to be shown apart."""

    channel: str
    count: int | None


def participation(edition: Edition) -> Sequence[Way]:
    """By channel; a group under ten people is joined to the others, and so is the next smallest where it would show."""
    found = Attendance.objects.filter(edition=edition).values("channel").annotate(n=Number("id")).order_by("-n")
    rows = [(Channel(row["channel"]).label, row["n"]) for row in found]
    if len(rows) < 2 or all(n >= SMALL for _name, n in rows):
        return [Way(str(name), n) for name, n in rows]
    kept = [(name, n) for name, n in rows if n >= SMALL]
    hidden = sum(n for _name, n in rows) - sum(n for _name, n in kept)
    if kept and (hidden < SMALL or len(rows) - len(kept) == 1):  # subtraction would show it
        kept.pop()
    return [Way(str(name), n if (name, n) in kept else None) for name, n in rows]


@dataclass(frozen=True)
class Found:
    """One's own ballot: what it chose, whether it is counted."""

    fingerprint: str
    projects: Sequence[tuple[Project, int]]
    counted: bool
    waiting: bool = False


def ballot_of(edition: Edition, code: str) -> Found | None:
    """The ballot of a tracking code; its fingerprint is what stands in the published list."""
    tracking = tracking_digest(edition.slug, code)
    kept = Ballot.objects.filter(edition=edition, tracking=tracking).first()
    slip = None if kept else Slip.objects.filter(edition=edition, tracking=tracking).first()
    ballot = kept or slip
    if ballot is None:
        return None
    known = {project.number: project for project in edition.projects.all()}
    rows = [(known[number], value) for number, value in zip(ballot.numbers, ballot.values, strict=True)]
    replaced = Replacement.objects.filter(edition=edition, tracking=tracking).exists()
    return Found(tracking[:SHORT], rows, not replaced, waiting=kept is None)


def turnout(edition: Edition, voters: int) -> Decimal | None:
    """Part of those who may vote, where the town says how many they are."""
    return Decimal(voters) / edition.electorate if edition.electorate else None
