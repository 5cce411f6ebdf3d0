"""`terreau backup`: the whole town in one file that anyone can open."""

import time
from datetime import UTC, datetime
from pathlib import Path

import click
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from terreau.cli.archive.manifest import Manifest, Unusable
from terreau.cli.archive.writing import write_backup
from terreau.cli.surroundings import data_folder
from terreau.know.territory import queries
from terreau.lib.names import slug_of
from terreau.trust.audit.actions import record


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--with-secrets", is_flag=True, help="Also the secret key and passwords: keep such a file under lock.")
def backup(file: Path, with_secrets: bool) -> None:
    """Write everything (tables, pictures, maps, settings) to FILE, or into it when it is a folder.

    The site may run meanwhile: what is written is the town at one instant. FILE appears only once it is whole.
    """
    start = time.monotonic()
    target = file / _name() if file.is_dir() else file
    try:
        manifest = write_backup(target.absolute(), data=data_folder(), with_secrets=with_secrets)
    except Unusable as refusal:
        raise click.ClickException(str(refusal)) from None
    except OSError as fault:
        raise click.ClickException(
            _("%(file)s n’a pas été écrit : %(reason)s.") % {"file": target, "reason": fault.strerror or fault}
        ) from None
    _note(manifest)
    rows = sum(table.rows for table in manifest.tables)
    size = target.stat().st_size / 1_000_000
    took = time.monotonic() - start
    said = _("%(file)s : %(rows)s lignes, %(files)s fichiers, %(size).1f Mo, en %(seconds).1f s.")
    facts = {"file": target, "rows": rows, "files": len(manifest.files), "size": size, "seconds": took}
    click.echo(said % facts)
    click.echo(
        _("Ce fichier contient des données personnelles : gardez-le ailleurs, là où peu de gens peuvent le lire.")
    )


def _name() -> str:
    town = queries.town()
    return f"{slug_of(town.name) if town else 'terreau'}-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.zip"


def _note(manifest: Manifest) -> None:
    """The dashboard reads the date of the last success; the audit keeps that the data was copied out."""
    settings.LAST_BACKUP.parent.mkdir(parents=True, exist_ok=True)
    settings.LAST_BACKUP.write_text(manifest.made_at + "\n")
    with transaction.atomic():
        record(
            "portal.backup_made",
            by=None,
            public=False,
            detail={"tables": len(manifest.tables), "files": len(manifest.files)},
        )
