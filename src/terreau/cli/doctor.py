"""`terreau doctor`: how the installation is, line by line, and what to mend."""

import sys
from collections.abc import Iterator

import click
from django.db import connection
from django.utils.translation import gettext as _

from terreau.cli import surroundings
from terreau.cli.checkups.findings import Finding, State, know, mend
from terreau.cli.checkups.machine import machine
from terreau.cli.checkups.site import site
from terreau.cli.checkups.store import store

COLOURS = {State.WELL: "green", State.KNOW: "yellow", State.MEND: "red"}


@click.command()
def doctor() -> None:
    """Check the installation and say what to mend; exit code 1 when something must be."""
    worst = 0
    for finding in _findings():
        worst |= finding.state is State.MEND
        _say(finding)
    click.echo()
    click.echo(_("Il y a quelque chose à réparer.") if worst else _("Rien n’est à réparer."))
    sys.exit(worst)


def _findings() -> Iterator[Finding]:
    yield from machine()
    if surroundings.is_ours() and not surroundings.is_made():
        yield know(_("Base de données"), _("pas encore créée"), "terreau init")
    else:
        served = surroundings.is_served()
        try:
            with surroundings.database():
                yield from store(served=served)
                connection.close()
        except surroundings.Unable as refusal:
            yield mend(_("Base de données"), str(refusal), _("Voyez ci-dessus."))
    yield from site()


def _say(finding: Finding) -> None:
    sign = click.style(finding.state.value, fg=COLOURS[finding.state])
    click.echo(f"{sign} {finding.what:<26} {finding.said}")
    if finding.remedy:
        click.echo(f"  {'':<26} → {finding.remedy}")
