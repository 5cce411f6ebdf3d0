"""The table of subcommands, and what each of them needs to be running."""

import enum
import importlib
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from terreau import __version__
from terreau.cli import surroundings


class Need(enum.Enum):
    NOTHING = "runs by itself"
    DJANGO = "reads the settings"
    DATABASE = "talks to the database: ours is started, or joined when the site runs"


@dataclass(frozen=True)
class Entry:
    path: str  # module:attribute
    need: Need
    summary: str


COMMANDS = {
    "demo": Entry("terreau.cli.demo:demo", Need.NOTHING, "Open a living sample town."),
    "init": Entry("terreau.cli.init:init", Need.DATABASE, "Set your town up."),
    "serve": Entry("terreau.cli.serve:serve", Need.NOTHING, "Run the site and its background jobs."),
    "import": Entry("terreau.cli.importing:import_file", Need.DATABASE, "Bring a file or an address in."),
    "count": Entry("terreau.cli.count:count_file", Need.NOTHING, "Count a ballot file, and say why."),
    "rehearse": Entry("terreau.cli.rehearse:rehearse_file", Need.NOTHING, "The same ballots under every rule."),
    "check": Entry("terreau.cli.check:check_file", Need.NOTHING, "Every fault of a ballot file, with its line."),
    "kit": Entry("terreau.cli.recount:make_kit", Need.NOTHING, "Ballots, rule and result in one file to recount."),
    "recount": Entry("terreau.cli.recount:recount_kit", Need.NOTHING, "Count a published kit again, twice."),
    "import-election": Entry("terreau.cli.elections:import_election", Need.DATABASE, "An edition from a ballot file."),
    "export-election": Entry("terreau.cli.elections:export_election", Need.DATABASE, "The ballots of an edition."),
    "backup": Entry("terreau.cli.backup:backup", Need.DATABASE, "Write everything to one file."),
    "restore": Entry("terreau.cli.restore:restore", Need.DATABASE, "Put a backup back."),
    "doctor": Entry("terreau.cli.doctor:doctor", Need.DJANGO, "Check the installation, say what to mend."),
    "jobs": Entry("terreau.cli.jobs:jobs", Need.DATABASE, "Say what background jobs wait or failed."),
    "admin-link": Entry("terreau.cli.admin_link:admin_link", Need.DATABASE, "Print a one-time sign-in link."),
    "audit-verify": Entry("terreau.cli.audit_verify:audit_verify", Need.DATABASE, "Recompute the chain of events."),
    "messages": Entry("terreau.cli.messages:messages", Need.NOTHING, "Update or check the translations (developers)."),
    "test": Entry("terreau.cli.test:test", Need.NOTHING, "Run the tests (developers)."),
    "django": Entry("terreau.cli.manage:manage", Need.DATABASE, "Django's own commands (developers)."),
}


class Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        entry = COMMANDS.get(name)
        if entry is None:
            return None
        if entry.need is not Need.NOTHING:
            surroundings.prepare(secret=entry.need is Need.DATABASE)
        module, attribute = entry.path.split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        if entry.need is Need.DATABASE:
            command = _with_database(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


def _with_database(command: click.Command) -> click.Command:
    """Our PostgreSQL runs as long as the command, unless the site or DATABASE_URL already gives one."""
    inner = command.callback

    def outer(*arguments: Any, **options: Any) -> Any:
        with surroundings.database():
            return inner(*arguments, **options) if inner else None

    command.callback = outer
    return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="terreau")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of the town's data (default: TERREAU_DATA or ./data)."
)
def commands(data: Path | None) -> None:
    """Terreau, a town's commons."""
    if data:
        os.environ["TERREAU_DATA"] = str(data.absolute())


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.config.settings")
    signal.signal(signal.SIGTERM, _end)
    try:
        commands(prog_name="terreau")
    except surroundings.Unable as refusal:
        sys.exit(str(refusal))


def _end(_number: int, _frame: object) -> None:
    """Asked to stop, a command leaves through its own doors: nothing half written, no server left."""
    sys.exit(143)
