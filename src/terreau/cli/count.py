"""`terreau count`: count a ballot file, and say why."""

import importlib
import json
from pathlib import Path

import click

from terreau.algorithms.counting import CountingError, Undecided, count
from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.publication import result_of, trace_of, undecided_of
from terreau.cli import ballots, paper


@click.command("count")
@click.argument("file", type=ballots.FILE)
@click.option(
    "--rule", "name", metavar="NAME", help=f"One of {', '.join(PRESETS)}. Without it, what the file declares."
)
@click.option("--rule-file", type=ballots.FILE, help="A rule as a TOML document.")
@click.option("--ties", metavar="KEYS", help="Who comes first among equals: lowest-cost,most-votes,lot…")
@click.option("--lot", metavar="IDS", help="The drawn order, ids separated by commas.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--trace", type=click.Path(dir_okay=False, path_type=Path), help="Write every round, exactly, to this file."
)
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page that stands alone.")
@click.option("--explain", type=click.Choice(["fr", "en"]), help="Language of the sentences (default: the terminal's).")
def count_file(
    file: Path, name: str | None, rule_file: Path | None, ties: str | None, lot: str | None,
    as_json: bool, trace: Path | None, html: Path | None, explain: str | None,
) -> None:  # fmt: skip
    """Count a Pabulib FILE. Exit 1: the file or the rule is broken; 2: a tie that the rule leaves open."""
    lang = ballots.language(explain)
    data, document, election = ballots.read(file, lang)
    rule = ballots.rule_of(document, election, name=name, file=rule_file, ties=ties, lot=lot, lang=lang)
    patience = ballots.Patience()
    try:
        outcome = count(election, rule, progress=patience)
    except Undecided as tie:
        patience.end()
        if as_json:
            _print(undecided_of(rule, tie, data))
        ballots.refuse(tie.text(lang), ballots.UNDECIDED)
    except CountingError as refused:
        ballots.refuse(refused.text(lang))
    patience.end()
    if trace:
        trace.write_text(json.dumps(trace_of(outcome), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if html:
        html.write_text(
            importlib.import_module("terreau.cli.pages").count_page(election, outcome, data, lang), encoding="utf-8"
        )
    if as_json:
        _print(result_of(election, outcome, data, lang=lang))
    else:
        click.echo("\n".join(paper.outcome_lines(election, outcome, lang)))


def _print(published: object) -> None:
    click.echo(json.dumps(published, ensure_ascii=False, indent=1))
