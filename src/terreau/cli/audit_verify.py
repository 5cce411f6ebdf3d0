"""`terreau audit-verify`: recompute the chain of events from its first link."""

import sys

import click

from terreau.trust.audit import queries
from terreau.trust.audit.models import Event


@click.command("audit-verify")
@click.option("--hash", "noted", help="A hash noted some day: it must still be in the chain.")
def audit_verify(noted: str | None) -> None:
    """Recompute the whole chain; exit 1 and name the first event that does not hold."""
    total, done = Event.objects.count(), 0
    with click.progressbar(length=total, label="Events", file=sys.stderr) as bar:
        for last, broken in queries.first_broken():
            if broken is not None:
                _fail(f"Event {broken} does not hold: it, or the one before it, was changed or removed.")
            bar.update(last - done)
            done = last
    if noted and not queries.holds_hash(noted):
        _fail("The events follow each other, but the hash that you noted is not among them: the chain was remade.")
    click.echo(f"{total} events, an unbroken chain.")
    if head := queries.head():
        click.echo(f"Last hash, to note: {head.fingerprint}")


def _fail(sentence: str) -> None:
    click.echo(f"\n{sentence}", err=True)
    sys.exit(1)
