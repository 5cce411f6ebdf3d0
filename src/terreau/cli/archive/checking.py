"""Reading a backup with suspicion: nothing is changed before every part of it was found, counted and hashed."""

import hashlib
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from terreau.cli.archive.manifest import NAME, Manifest, Unusable
from terreau.cli.archive.writing import BLOCK, FOLDERS, KEY_FILE


def open_backup(file: Path) -> tuple[zipfile.ZipFile, Manifest]:
    """The archive and its manifest, every member checked against it."""
    try:
        archive = zipfile.ZipFile(file)
        manifest = Manifest.from_json(archive.read(NAME))
        _check_members(archive, manifest)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError) as fault:
        raise Unusable(f"{file} is not a whole backup of Terreau ({fault}).") from None
    except OSError as fault:
        raise Unusable(f"{file} cannot be read: {fault.strerror or fault}.") from None
    return archive, manifest


def _check_members(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    promised = {table.member: table.sha256 for table in manifest.tables} | {
        one.path: one.sha256 for one in manifest.files
    }
    present = set(archive.namelist()) - {NAME, KEY_FILE}
    if present != set(promised):
        first = sorted(present ^ set(promised))[0]
        raise Unusable(f"What this backup holds and what it says it holds differ, first at {first}.")
    for one in manifest.files:
        _check_path(one.path)
    for name, sha256 in promised.items():
        if _digest(archive, name) != sha256:
            raise Unusable(f"{name} was altered since this backup was made.")


def _check_path(name: str) -> None:
    """Files stay in the folders that are ours."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.parts[0] not in FOLDERS or "\\" in name:
        raise Unusable(f"This backup wants to write outside the data folder ({name}).")


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
            f"This backup was made by Terreau {manifest.terreau}, which knows what this version does not "
            f"({'.'.join(unknown[0])}). Install that version or a later one, then restore."
        )
    parents = {parent for key in made for parent in loader.disk_migrations[key].dependencies if parent[0] == key[0]}
    return sorted(made - parents)
