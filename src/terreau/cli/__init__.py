"""The `terreau` command: each subcommand is a file, loaded only when it is called."""

from terreau.cli.frame import main

__all__ = ["main"]
