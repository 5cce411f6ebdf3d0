"""A count on a terminal: names, bars and sentences that fit its width, plain when piped."""

import shutil
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction

from terreau.algorithms.counting import Election, Loser, Outcome
from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.rehearsing import Rehearsed
from terreau.algorithms.counting.sentences import Lang, Voice

WORDS = {
    "fr": {
        "won": "Retenus", "lost": "Non retenus", "of": "sur", "projects": "projets", "voters": "votants",
        "without": "sans projet retenu", "each": "projets retenus chacun", "ties": "Égalités", "undecided": "indécis",
        "budget": "budget", "share": "part de chaque votant", "rule": "Règle", "spent": "dépensés", "gained": "de plus",
        "lost_too": "de moins", "changes": "Ce qui change par rapport à",
    },
    "en": {
        "won": "Won", "lost": "Not won", "of": "of", "projects": "projects", "voters": "voters",
        "without": "without a winning project", "each": "winning projects each", "ties": "Ties", "undecided": "undecided",
        "budget": "budget", "share": "share of each voter", "rule": "Rule", "spent": "spent", "gained": "gained",
        "lost_too": "lost", "changes": "What changes against",
    },
}  # fmt: skip


def outcome_lines(election: Election, outcome: Outcome, lang: Lang) -> Iterator[str]:
    """The result as a councillor reads it: winners, then the nearest misses, each with its reason."""
    words, width = WORDS[lang], _width()
    names = {project.id: project.name for project in election.projects}
    voice = Voice(outcome, lang, names, election.about.get("currency", ""))
    voters = outcome.voters
    money = f"{voice.money(outcome.cost)} {words['of']} {voice.money(outcome.budget)}"
    yield f"{len(outcome.winners)} {words['projects']} {words['of']} {len(election.projects)} · {money}"
    if voters and voters.count:
        without = voice.percent(Fraction(voters.without_winner, voters.count))
        each = voice.number(round(voters.winners_each, 2))
        yield f"{voice.number(voters.count)} {words['voters']} · {without} {words['without']} · {each} {words['each']}"
    if outcome.share is not None:
        yield (
            f"{words['share']}: {voice.money(outcome.share)}"
            if lang == "en"
            else f"{words['share']} : {voice.money(outcome.share)}"
        )
    if outcome.compared:
        yield from _wrapped(voice.comparison(outcome.compared), width, "")
    top = max((project.cost for project in election.projects), default=Fraction(0))
    bought = [(each.project, each.cost, each.cost) for each in outcome.purchases]
    missed = [(each.project, each.cost, min(each.reach, each.cost)) for each in _nearest(outcome)]
    for heading, projects in ((words["won"], bought), (words["lost"], missed)):
        yield ""
        yield heading
        for project, cost, got in projects:
            yield _row(names.get(project) or project, voice.money(cost), _bar(got, cost, top), width)
            yield from _wrapped(voice.why(project), width, "    ")
    if outcome.ties:
        yield ""
        yield words["ties"]
        for tie in outcome.ties:
            yield from _wrapped(voice.tie(tie), width, "    ")


def rehearsal_lines(election: Election, rehearsed: Sequence[Rehearsed], lang: Lang) -> Iterator[str]:
    """Rules side by side, then what each changes and why, then a row of marks for each project."""
    words, width = WORDS[lang], _width()
    names = {project.id: project.name or project.id for project in election.projects}
    titles = [PRESETS[each.name].title(lang) if each.name in PRESETS else each.name for each in rehearsed]
    room = max(map(len, titles), default=0)
    for at, (each, title) in enumerate(zip(rehearsed, titles, strict=True)):
        yield f"{chr(65 + at)} {title:<{room}}  {_figures(each, election, lang)}"
    first = rehearsed[0]
    for at, (each, title) in enumerate(zip(rehearsed[1:], titles[1:], strict=True), 1):
        if each.outcome is None or first.outcome is None:
            continue
        voice = Voice(each.outcome, lang, names, election.about.get("currency", ""))
        gained, lost = each.changes(first)
        if gained or lost:
            yield ""
            yield f"{chr(65 + at)} {title} · {words['changes']} A"
        for sign, projects in (("+", gained), ("−", lost)):
            for project in projects:
                yield from _wrapped(f"{sign} {names[project]}. {voice.why(project)}", width, "  ")
    yield ""
    won = [set(each.winners) if each.outcome else None for each in rehearsed]
    yield " " * (width - 2 * len(rehearsed)) + " ".join(chr(65 + at) for at in range(len(rehearsed)))
    for project in election.projects:
        marks = " ".join("?" if wins is None else "●" if project.id in wins else "·" for wins in won)
        yield f"{_cut(names[project.id], width - 2 * len(rehearsed) - 2):<{width - 2 * len(rehearsed)}}{marks}"


def _figures(each: Rehearsed, election: Election, lang: Lang) -> str:
    words = WORDS[lang]
    if each.outcome is None or each.outcome.voters is None:
        return f"{words['undecided']}: {', '.join(each.undecided.projects if each.undecided else ())}"
    voice, voters = Voice(each.outcome, lang, {}, election.about.get("currency", "")), each.outcome.voters
    without = voice.percent(Fraction(voters.without_winner, voters.count) if voters.count else Fraction(0))
    money = f"{voice.money(each.outcome.cost)} {words['spent']}"
    return f"{len(each.winners):>4} {words['projects']} · {money} · {without} {words['without']}"


def _nearest(outcome: Outcome) -> list[Loser]:
    return sorted(outcome.losers, key=lambda each: (-min(each.effective_support, Fraction(1)), -each.votes))


def _width() -> int:
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 120))


def _row(name: str, cost: str, bar: str, width: int) -> str:
    room = width - 44
    return f"  {_cut(name, room):<{room}} {bar} {cost:>16}"


def _bar(got: Fraction, cost: Fraction, top: Fraction) -> str:
    """What is paid or could be, in the price, in the dearest price."""
    if not top:
        return " " * 24
    full, whole = round(24 * float(got / top)), round(24 * float(cost / top))
    return f"{'█' * full + '░' * (whole - full):<24}"


def _cut(text: str, room: int) -> str:
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    return plain if len(plain) <= room else plain[: room - 1] + "…"


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
