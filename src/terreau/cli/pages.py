"""Pages that stand alone, made by the command line; loaded only when asked for, because it needs Django."""

from collections.abc import Sequence

from terreau.algorithms.counting import Election, Outcome
from terreau.algorithms.counting.rehearsing import Rehearsed
from terreau.algorithms.counting.sentences import Lang
from terreau.cli import surroundings
from terreau.decide.counts import pages
from terreau.decide.counts.rehearsal import Rehearsal
from terreau.decide.counts.sheet import Sheet

surroundings.prepare(secret=False)


def title_of(election: Election) -> str:
    about = election.about
    named = " ".join(about[key] for key in ("unit", "instance") if about.get(key))
    return named or about.get("description", "")


def count_page(election: Election, outcome: Outcome, ballots: bytes, lang: Lang) -> str:
    sheet = Sheet(election, outcome, title_of(election), lang, election.about.get("currency", ""))
    return pages.count_page(sheet, ballots)


def rehearsal_page(election: Election, rehearsed: Sequence[Rehearsed], lang: Lang) -> str:
    currency = election.about.get("currency", "")
    return pages.rehearsal_page(Rehearsal(election, rehearsed, title_of(election), lang, currency))
