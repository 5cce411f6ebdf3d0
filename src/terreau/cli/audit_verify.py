"""`terreau audit-verify`: recompute the chain of events from its first link."""

import sys

import click

from terreau.trust.audit import queries
from terreau.trust.audit.models import Event


@click.command("audit-verify")
def audit_verify() -> None:
    """Recompute the whole chain; exit 1 and name the first event that does not hold."""
    total, done = Event.objects.count(), 0
    with click.progressbar(length=total, label="Events") as bar:
        for last, broken in queries.first_broken():
            if broken is not None:
                click.echo(
                    f"\nEvent {broken} does not hold: it, or the one before it, was changed or removed.", err=True
                )
                sys.exit(1)
            bar.update(last - done)
            done = last
    click.echo(f"{total} events, an unbroken chain.")
