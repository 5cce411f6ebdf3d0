"""Django's own commands, in the surroundings of this town."""

import click
from django.core.management import execute_from_command_line


@click.command("django", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands."""
    execute_from_command_line(["terreau django", *arguments])
