"""Reading a backup with suspicion: nothing is changed before every part of it was found, counted and hashed."""

import hashlib
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from terreau.cli.archive.manifest import NAME, Manifest, Unusable
from terreau.cli.archive.writing import BLOCK, FOLDERS, KEY_FILE


def open_backup(file: Path) -> tuple[zipfile.ZipFile, Manifest]:
    """The archive and its manifest, every member checked against it."""
    try:
        archive = zipfile.ZipFile(file)
        manifest = Manifest.from_json(archive.read(NAME))
        _check_members(archive, manifest)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError) as fault:
        raise Unusable(
            _("%(file)s n’est pas une sauvegarde entière (%(fault)s).") % {"file": file, "fault": fault}
        ) from None
    except OSError as fault:
        raise Unusable(
            _("%(file)s ne se lit pas : %(fault)s.") % {"file": file, "fault": fault.strerror or fault}
        ) from None
    return archive, manifest


def _check_members(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    promised = {table.member: table.sha256 for table in manifest.tables} | {
        one.path: one.sha256 for one in manifest.files
    }
    present = set(archive.namelist()) - {NAME, KEY_FILE}
    if present != set(promised):
        first = sorted(present ^ set(promised))[0]
        raise Unusable(_("Cette sauvegarde ne contient pas ce qu’elle annonce : voyez %s.") % first)
    for one in manifest.files:
        _check_path(one.path)
    for name, sha256 in promised.items():
        if _digest(archive, name) != sha256:
            raise Unusable(_("%s a été modifié depuis la sauvegarde.") % name)


def _check_path(name: str) -> None:
    """Files stay in the folders that are ours."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.parts[0] not in FOLDERS or "\\" in name:
        raise Unusable(_("Cette sauvegarde veut écrire hors du dossier de données (%s).") % name)


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while block := member.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def migration_targets(manifest: Manifest) -> list[tuple[str, str]]:
    """The last migration of each app when the backup was made, all known to this version."""
    loader = MigrationLoader(connection)
    made = {(app, name) for app, name in manifest.migrations}
    if unknown := sorted(made - set(loader.disk_migrations)):
        raise Unusable(
            _("Cette sauvegarde vient de Terreau %(version)s, plus récent (%(what)s). Installez-le d’abord.")
            % {"version": manifest.terreau, "what": ".".join(unknown[0])}
        )
    parents = {parent for key in made for parent in loader.disk_migrations[key].dependencies if parent[0] == key[0]}
    return sorted(made - parents)
