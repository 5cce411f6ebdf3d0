"""`terreau rehearse`: the same ballots under every rule, side by side."""

import importlib
import json
import sys
from pathlib import Path

import click

from terreau.algorithms.counting import CountingError
from terreau.algorithms.counting.presets import PRESETS, suiting
from terreau.algorithms.counting.publication import result_of, undecided_of
from terreau.algorithms.counting.rehearsing import rehearse
from terreau.cli import ballots, paper


@click.command("rehearse")
@click.argument("file", type=ballots.FILE)
@click.option(
    "--rules", metavar="NAMES", help=f"Some of {', '.join(PRESETS)}; the first is what others are compared with."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, a result for each rule.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page that stands alone.")
@click.option("--explain", type=click.Choice(["fr", "en"]), help="Language of the sentences (default: the terminal's).")
def rehearse_file(file: Path, rules: str | None, as_json: bool, html: Path | None, explain: str | None) -> None:
    """Count a Pabulib FILE by every rule that suits its ballots: who wins, what changes, and why."""
    lang = ballots.language(explain)
    data, _document, election = ballots.read(file, lang)
    known = suiting(election)
    asked = [each.strip() for each in rules.split(",")] if rules else list(known)
    unknown = [each for each in asked if each not in known]
    if unknown:
        ballots.refuse(f"{unknown[0]} : {', '.join(known)}")
    try:
        with click.progressbar(length=len(asked), label="Règles" if lang == "fr" else "Rules", file=sys.stderr) as bar:
            found = rehearse(election, {each: known[each] for each in asked}, progress=lambda _done, _of: bar.update(1))
    except CountingError as refused:
        ballots.refuse(refused.text(lang))
    if html:
        html.write_text(
            importlib.import_module("terreau.cli.pages").rehearsal_page(election, found, lang), encoding="utf-8"
        )
    if as_json:
        results = {
            each.name: result_of(election, each.outcome, data, lang=lang) if each.outcome else undecided_of(each.rule, each.undecided, data)
            for each in found
        }  # fmt: skip
        click.echo(json.dumps(results, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(paper.rehearsal_lines(election, found, lang)))
