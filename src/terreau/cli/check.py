"""`terreau check`: every fault of a ballot file, with its line."""

import json
import sys
from pathlib import Path

import click

from terreau.algorithms.counting.pabulib import check
from terreau.cli import ballots


@click.command("check")
@click.argument("file", type=ballots.FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.option("--explain", type=click.Choice(["fr", "en"]), help="Language of the sentences (default: the terminal's).")
def check_file(file: Path, as_json: bool, explain: str | None) -> None:
    """Validate a Pabulib FILE. Exit 1 where it cannot be counted; 0 where it can, even if something deserves a look."""
    lang = ballots.language(explain)
    faults = check(file.read_bytes())
    grave = sum(fault.grave for fault in faults)
    if as_json:
        click.echo(json.dumps([
            {"line": f.line, "column": f.column, "code": f.code, "grave": f.grave, "text": f.text(lang)} for f in faults
        ], ensure_ascii=False, indent=1))  # fmt: skip
    else:
        for fault in faults:
            click.echo(f"{'✗' if fault.grave else '·'} {fault.text(lang)}")
        click.echo(_verdict(len(faults), grave, lang))
    sys.exit(1 if grave else 0)


def _verdict(faults: int, grave: int, lang: str) -> str:
    if not faults:
        return "Rien à redire." if lang == "fr" else "Nothing to mend."
    if lang == "fr":
        return f"{faults} remarques, dont {grave} qui empêchent de compter."
    return f"{faults} remarks, {grave} of which forbid a count."
