"""`terreau import-election` and `terreau export-election`: an edition from a ballot file, and back."""

import importlib
import sys
from pathlib import Path

import click

from terreau.algorithms.counting import CountingError
from terreau.algorithms.counting.pabulib import election_of
from terreau.cli import ballots


@click.command("import-election")
@click.argument("file", type=ballots.FILE)
@click.option("--rule", "name", metavar="NAME", help="A rule by name. Without it, what the file declares.")
@click.option("--rule-file", type=ballots.FILE, help="A rule as a TOML document.")
@click.option("--name", "title", default="", help="What to call the edition (default: unit and instance of the file).")
@click.option("--no-count", is_flag=True, help="Do not count and publish it at once.")
def import_election(file: Path, name: str | None, rule_file: Path | None, title: str, no_count: bool) -> None:
    """Make an edition of the Pabulib FILE of a vote that took place elsewhere, count it and publish it."""
    lang = ballots.language(None)
    _data, document, _election = ballots.read(file, lang)
    rule = ballots.rule_of(document, election_of(document), name=name, file=rule_file, ties=None, lot=None, lang=lang)
    actions = importlib.import_module("terreau.decide.budgeting.actions")
    refused = importlib.import_module("terreau.lib.errors").Refused
    try:
        edition = actions.import_election(document=document, rule=rule, by=None, name=title)
    except CountingError as fault:
        ballots.refuse(fault.text(lang))
    except refused as refusal:
        ballots.refuse(refusal.sentence)
    click.echo(f"{edition.name}: /budgets/{edition.slug}/")
    if no_count:
        return
    click.echo("Counting, by the engine and by the script apart…", err=True)
    asked = actions.run_count(asked=actions.ask_count(edition=edition, by=None))
    if asked.state != "agreed":
        click.echo(f"{asked.get_state_display()} {asked.said}", err=True)
        sys.exit(ballots.UNDECIDED)
    actions.publish(asked=asked, by=None)
    click.echo(f"/budgets/{edition.slug}/result/ · {asked.ballots} · {asked.sha256}")


@click.command("export-election")
@click.argument("slug")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="File to write (default: terminal)."
)
@click.option("--few", is_flag=True, help="Even where fewer than ten people voted.")
def export_election(slug: str, output: Path | None, few: bool) -> None:
    """Write the ballots of the edition SLUG as a Pabulib file; only once its vote is over."""
    queries = importlib.import_module("terreau.decide.budgeting.queries")
    exports = importlib.import_module("terreau.decide.budgeting.exports")
    edition = queries.edition_at(slug)
    if edition is None:
        ballots.refuse(f"There is no edition {slug}.")
    if not queries.shown(edition).voted:
        ballots.refuse(f"The vote of {slug} is not over: its ballots stay in the box.")
    if not few and not edition.imported and queries.are_few(queries.balance(edition).counted):
        ballots.refuse(
            "Fewer than ten ballots: their list says who chose what, and is not published. --few writes it all the same, "
            "for those who count."
        )
    importlib.import_module("terreau.decide.budgeting.actions").mix()  # the last voters' slips enter the box first
    data = exports.ballot_file(edition)
    if output:
        output.write_bytes(data)
        click.echo(f"{output} · {len(data) / 1000:.0f} kB")
    else:
        sys.stdout.buffer.write(data)
