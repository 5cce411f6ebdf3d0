"""What rules would give before anybody voted: on the last edition's ballots, or on those of people who do not exist."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from terreau.algorithms.counting import CountingError, Election, Rule, parse_rule
from terreau.algorithms.counting import Project as Counted
from terreau.algorithms.counting.inventing import Crowd, Sheet, invent
from terreau.algorithms.counting.presets import PRESETS, suiting
from terreau.algorithms.counting.rehearsing import Rehearsed, rehearse
from terreau.algorithms.counting.rule import changed
from terreau.algorithms.counting.sentences import Lang
from terreau.decide.budgeting.counting_rule import offered
from terreau.decide.budgeting.enums import RehearsedOn
from terreau.decide.budgeting.models import Edition, Rehearsal
from terreau.decide.budgeting.queries.editions import last_published
from terreau.decide.budgeting.queries.results import KEPT, result
from terreau.decide.counts import rehearsal as drawn

AT_ONCE = 1_000_000  # choices that are looked at while the page is asked for; more than these, and a job does it
OWN, TOGETHER = "own", "together"


@dataclass(frozen=True)
class Tried:
    """A rehearsal that was counted, or why it cannot be."""

    election: Election | None
    rehearsed: tuple[Rehearsed, ...] = ()
    problem: str = ""


def latest(edition: Edition) -> Rehearsal | None:
    return Rehearsal.objects.filter(edition=edition).select_related("asked_by").first()


def is_small(asked: Rehearsal) -> bool:
    """Can it be counted while somebody waits for the page?"""
    if asked.ballots == RehearsedOn.INVENTED:
        return asked.voters * asked.edition.projects.count() <= AT_ONCE
    last = last_published()
    return last is None or last.publication.count.ballots * last.projects.count() <= AT_ONCE


def kept(asked: Rehearsal) -> Tried | None:
    """What was counted for the projects, the prices and the rule as they are now."""
    found: Tried | None = cache.get(_key(asked))
    return found


def progress(asked: Rehearsal) -> int | None:
    """Per cent of a count that goes on; None where none does."""
    found: int | None = cache.get(f"{_key(asked)}:done")
    return found


def begin(asked: Rehearsal) -> bool:
    """Say that a job will count it; False where one does already."""
    return bool(cache.add(f"{_key(asked)}:done", 0, 900))


def try_rules(asked: Rehearsal) -> Tried:
    """Count under every rule, and keep what came out."""
    key = _key(asked)

    def told(done: int, whole: int) -> None:
        cache.set(f"{key}:done", 100 * done // whole, 900)

    try:
        election = _election(asked)
        found = Tried(election, tuple(_rehearsed(asked.edition, election, told)))
    except CountingError as refused:
        found = Tried(None, problem=refused.text(get_language() or "fr"))
    if not found.problem:
        cache.set(key, found, KEPT)
    cache.delete(f"{key}:done")
    return found


def shown(asked: Rehearsal, tried: Tried, lang: Lang) -> drawn.Rehearsal | None:
    """Drawn and told, the edition's own rule first."""
    if tried.election is None:
        return None
    titles = {OWN: (_("La règle de cette édition"), ""), TOGETHER: _together(lang)}
    ours, points = _("règle de cette édition"), tried.election.ballots.kind in ("points", "ranking")
    for name in suiting(tried.election):
        title, about = PRESETS[name].title(lang, points=points), PRESETS[name].about(lang, points=points)
        titles |= {name: (title, about), f"{name}:{OWN}": (f"{title} · {ours}", about)}
    return drawn.Rehearsal(
        tried.election, tried.rehearsed, asked.edition.name, lang, asked.edition.currency, titles=titles
    )


def _together(lang: Lang) -> tuple[str, str]:
    without = _("Sans enveloppes.")
    return _("Toute la ville ensemble"), f"{PRESETS['equal-shares'].title(lang)}. {without}"


def _election(asked: Rehearsal) -> Election:
    edition = asked.edition
    if asked.ballots == RehearsedOn.LAST:
        last = last_published()
        if last is None:
            raise CountingError(_("Aucun résultat n’est encore publié : il n’y a pas de bulletins à reprendre."))
        return result(last, last.publication.count).election
    projects = [
        Counted(
            p.key,
            Fraction(p.cost),
            p.title,
            tuple(filter(None, (p.envelope or (p.district.name if p.district else ""),))),
        )
        for p in edition.projects.select_related("district")
    ]
    if not projects:
        raise CountingError(_("Il n’y a encore aucun projet sur le bulletin : ajoutez-en avant de répéter."))
    sheet = Sheet(edition.ballot_kind, edition.min_choices, edition.max_choices, edition.points or 0)  # type: ignore[arg-type]
    crowd = Crowd(asked.voters, asked.seed, asked.pattern)  # type: ignore[arg-type]
    return invent(projects, Fraction(edition.budget), crowd, sheet)


def _rehearsed(edition: Edition, election: Election, told: Callable[[int, int], None]) -> list[Rehearsed]:
    return rehearse(election, _drawn(_rules(edition, election)), progress=told)


def _drawn(rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
    """Nobody draws lots for a rehearsal: where a rule stops on equals, the first of the list passes."""
    ends = ("id", "id-as-text", "listed", "lot")
    return {
        name: rule if set(rule.ties) & set(ends) else changed(rule, ties=(*rule.ties, "listed"))
        for name, rule in rules.items()
    }


def _rules(edition: Edition, election: Election) -> Mapping[str, Rule]:
    """The edition's own rule, then the ready-made ones with the same envelopes, then the town as one."""
    own, tags = parse_rule(edition.rule), {tag for project in election.projects for tag in project.tags}
    envelopes = own.envelopes if set(own.envelopes) <= tags else {}
    if own.envelopes and not envelopes:  # other projects: the rule without its envelopes
        own = changed(own, envelopes={})
    kind = election.ballots.kind
    fitting = suiting(election, len(own.positions) or edition.max_choices or 0)
    ready = {
        name: changed(fitting[name], envelopes=envelopes, ties=own.ties, lot=own.lot)
        for name in offered(kind).values()
        if name in fitting
    }
    same = next((name for name, rule in ready.items() if rule == own), None)
    rules = {f"{same}:{OWN}" if same else OWN: own}
    rules |= {name: rule for name, rule in ready.items() if name != same}
    if envelopes:
        rules[TOGETHER] = changed(fitting[offered(kind)["equal-shares"]], ties=own.ties, lot=own.lot)
    return rules


def _key(asked: Rehearsal) -> str:
    """Of all that what comes out depends on: another price, another key."""
    edition, last = asked.edition, last_published() if asked.ballots == RehearsedOn.LAST else None
    rows = edition.projects.values_list("key", "cost", "title", "envelope", "district__name")
    parts = [
        edition.rule, str(edition.budget), edition.ballot_kind, edition.min_choices, edition.max_choices, edition.points,
        asked.ballots, asked.voters, asked.pattern, asked.seed, last.publication.count.sha256 if last else "",
        [[str(value) for value in row] for row in rows],
    ]  # fmt: skip
    return f"budgeting:tried:{sha256(json.dumps(parts).encode()).hexdigest()}"
