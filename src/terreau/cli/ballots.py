"""What the counting commands share: the file, the rule, the language, and refusals that leave no result."""

import os
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

import click

from terreau.algorithms.counting import Election, Rule, RuleError, parse_rule
from terreau.algorithms.counting.choices import TieKey
from terreau.algorithms.counting.pabulib import Document, FileFault, declared_rule, election_of, parse
from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.presets import suiting as rules_suiting
from terreau.algorithms.counting.rule import changed
from terreau.algorithms.counting.sentences import Lang

BROKEN, UNDECIDED = 1, 2  # exit statuses
LARGE = 5_000_000  # bytes: reading lasts about a second
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def language(asked: str | None) -> Lang:
    """French, unless asked otherwise or the terminal speaks English."""
    if asked:
        return "en" if asked == "en" else "fr"
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if spoken.startswith("en") else "fr"


def read(path: Path, lang: Lang) -> tuple[bytes, Document, Election]:
    """The ballots of a file; a broken one ends the command with its fault on stderr."""
    data = path.read_bytes()
    if len(data) > LARGE and sys.stderr.isatty():
        said = f"{len(data) / 1e6:.0f} Mo à lire…" if lang == "fr" else f"Reading {len(data) / 1e6:.0f} MB…"
        click.echo(said, err=True)
    try:
        document = parse(data)
        return data, document, election_of(document)
    except FileFault as refused:
        refuse(f"{path.name} — {refused.text(lang)}")


def rule_of(
    document: Document,
    election: Election,
    *,
    name: str | None,
    file: Path | None,
    ties: str | None,
    lot: str | None,
    lang: Lang,
) -> Rule:
    """The rule asked for, or the one that the ballot file declares."""
    try:
        rule = parse_rule(file.read_text(encoding="utf-8")) if file else _named(name, document, election, lang)
        if lot:
            drawn = tuple(each.strip() for each in lot.split(","))
            before: tuple[TieKey, ...] = tuple(key for key in rule.ties if key in ("lowest-cost", "most-votes"))
            rule = changed(rule, ties=(*before, "lot"), lot=drawn)
        return changed(rule, ties=tuple(each.strip() for each in ties.split(","))) if ties is not None else rule
    except RuleError as refused:
        refuse(refused.text(lang))
    except UnicodeDecodeError:
        refuse(f"{file} n’est pas en UTF-8." if lang == "fr" else f"{file} is not UTF-8.")


def _named(name: str | None, document: Document, election: Election, lang: Lang) -> Rule:
    if name in PRESETS:
        return rules_suiting(election).get(name) or PRESETS[name].rule
    if name:
        known = ", ".join(PRESETS)
        refuse(
            f"{name} n’est pas une règle connue : {known}."
            if lang == "fr"
            else f"No rule is called {name}: there are {known}."
        )
    declared = declared_rule(document)
    if declared.rule is None:
        refuse(
            f"La règle du fichier n’est pas rejouable ({declared.reason}). Choisissez-en une avec --rule ou --rule-file."
            if lang == "fr"
            else f"The file’s rule cannot be replayed: {declared.reason}. Choose one with --rule or --rule-file."
        )
    return declared.rule


def refuse(sentence: str, status: int = BROKEN) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(status)


class Patience:
    """A line on a terminal for counts that last more than a second: rounds made, money spent of the budget."""

    def __init__(self) -> None:
        self.began, self.rounds, self.shown = time.monotonic(), 0, False

    def __call__(self, spent: Fraction, budget: Fraction) -> None:
        self.rounds += 1
        if sys.stderr.isatty() and time.monotonic() - self.began > 1 and self.rounds % 10 == 0:
            part = float(spent / budget) if budget else 1.0
            bar = "█" * round(24 * part)
            click.echo(f"\r{bar:<24} {part:6.1%} · {self.rounds}", err=True, nl=False)
            self.shown = True

    def end(self) -> None:
        if self.shown:
            click.echo("\r" + " " * 60 + "\r", err=True, nl=False)
