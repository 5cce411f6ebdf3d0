"""`terreau admin-link`: a one-time link for who administers the town, when no other way in is left."""

import click

from terreau.lib.errors import Refused
from terreau.trust.people.actions import invite_first_administrator


@click.command("admin-link")
@click.argument("email")
def admin_link(email: str) -> None:
    """Print a one-time sign-in link for the administrator EMAIL (whoever runs this command owns the machine)."""
    try:
        click.echo(invite_first_administrator(email=email))
    except Refused as refusal:
        raise click.ClickException(refusal.sentence) from None
