"""A bar on the terminal while an import works: read from the database, as the page reads it."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.db import connection

from terreau.share.opendata.models import Import

PAUSE = 0.5  # seconds between two looks


@contextmanager
def watched(batch: Import) -> Iterator[None]:
    """Say on stderr how far the import is: a bar on a terminal, a line for each tenth elsewhere."""
    over = threading.Event()
    looking = threading.Thread(target=_look, args=(batch.pk, over), daemon=True)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join(timeout=5)


def _look(batch: int, over: threading.Event) -> None:
    said, bar = "", sys.stderr.isatty()
    try:
        while not over.wait(PAUSE):
            held = Import.objects.filter(pk=batch).values("stage", "done", "total").first()
            if not held or not held["total"]:
                continue
            part = min(held["done"] / held["total"], 1)
            label = str(Import(stage=held["stage"]).get_stage_display())
            said = _say(label, part, held["done"], said, bar=bar)
    finally:
        connection.close()
    if bar and said:
        click.echo("\r" + " " * len(said) + "\r", err=True, nl=False)


def _say(label: str, part: float, done: int, before: str, *, bar: bool) -> str:
    if bar:
        line = f"{label} {'█' * round(30 * part):<30} {part:4.0%}  {done}"
        click.echo("\r" + line.ljust(len(before)), err=True, nl=False)
        return line
    line = f"{label} {int(part * 10) * 10} %"
    if line != before:
        click.echo(line, err=True)
    return line
