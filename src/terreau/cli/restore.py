"""`terreau restore`: a backup back in place, whole or not at all."""

import time
from pathlib import Path

import click
import psycopg
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from terreau.cli.archive.checking import migration_targets, open_backup
from terreau.cli.archive.loading import load
from terreau.cli.archive.manifest import Manifest, Unusable
from terreau.cli.archive.place import check_place
from terreau.cli.surroundings import data_folder
from terreau.trust.audit.actions import record


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Erase the town that is there.")
def restore(file: Path, replace: bool) -> None:
    """Put back what `terreau backup` wrote to FILE. The site must be stopped; FILE is checked whole first."""
    start = time.monotonic()
    try:
        archive, manifest = open_backup(file)
        with archive:
            targets = migration_targets(manifest)
            check_place(replace=replace)
            load(archive, manifest, data=data_folder(), targets=targets)
    except Unusable as refusal:
        raise click.ClickException(_("%s Rien n’a été changé.") % refusal) from None
    except (OperationalError, psycopg.Error) as fault:
        raise click.ClickException(_("La base a refusé : %s Rien n’a été changé.") % fault) from None
    _note(manifest)
    rows = sum(table.rows for table in manifest.tables)
    took = time.monotonic() - start
    said = _("%(town)s est revenue telle qu’au %(when)s : %(rows)s lignes, %(files)s fichiers, en %(seconds).1f s.")
    facts = {"rows": rows, "files": len(manifest.files), "seconds": took}
    click.echo(said % {"town": manifest.town or "Terreau", "when": manifest.made_at, **facts})
    click.echo(_("Chacun devra se reconnecter."))
    _say_settings(manifest)


def _note(manifest: Manifest) -> None:
    """Tables of later versions are made, and the audit says that time went back."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        record("portal.backup_restored", by=None, detail={"made_at": manifest.made_at})


def _say_settings(manifest: Manifest) -> None:
    if manifest.settings:
        click.echo(_("Elle tournait avec ces réglages ; remettez ceux que vous voulez garder :"), err=True)
        for name, value in manifest.settings.items():
            click.echo(f"  {name}={value}", err=True)
