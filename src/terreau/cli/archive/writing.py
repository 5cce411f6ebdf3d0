"""Writing a backup: one snapshot of the database, then the files, under another name until it is whole."""

import contextlib
import fcntl
import hashlib
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _
from psycopg import sql

from terreau import __version__
from terreau.cli.archive.manifest import NAME, File, Manifest, Table, Unusable
from terreau.cli.archive.tables import LEFT_OUT, Shape, listed, sequences, tables

FOLDERS = ("media", "maps")
KEY_FILE = "secret-key"
PRIVATE = re.compile("SECRET|PASSWORD|TOKEN|KEY")
OF_THE_MACHINE = {"TERREAU_DATA", "TERREAU_EMBEDDED", "TERREAU_CHROMIUM"}
BLOCK = 1 << 20
BESIDE = ".restoring"  # files that a restore cut short left beside their place


def write_backup(file: Path, *, data: Path, with_secrets: bool = False) -> Manifest:
    """Everything of the town in `file`, which appears (or is replaced) only once it is complete and on disk."""
    making = file.with_name(f".{file.name}.making")
    with _only_writer(making) as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            manifest = _write_database(archive)
            manifest.files = [_write_file(archive, data, path) for path in _files(data)]
            _write_settings(archive, manifest, data, with_secrets)
            archive.writestr(NAME, manifest.as_json())
        opened.flush()
        os.fsync(opened.fileno())
        making.replace(file)
        _settle(file.parent)
    return manifest


def _settle(folder: Path) -> None:
    """The new name survives a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


@contextlib.contextmanager
def _only_writer(making: Path) -> Iterator[IO[bytes]]:
    """A file that only its owner reads; what a killed backup left there is overwritten, a living one is respected."""
    handle = os.open(making, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as opened:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unusable(_("Une autre sauvegarde s’écrit dans %s. Laissez-la finir.") % making) from None
        opened.truncate()
        try:
            yield opened
        except BaseException:
            making.unlink(missing_ok=True)
            raise


def _write_database(archive: zipfile.ZipFile) -> Manifest:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        shapes = [shape for shape in tables(cursor) if shape.name not in LEFT_OUT]
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        manifest = Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            terreau=__version__,
            postgresql=str(connection.pg_version),
            migrations=[list(row) for row in cursor.fetchall()],
            tables=[_write_table(archive, cursor, shape) for shape in shapes],
            sequences=sequences(cursor),
            left_out=list(LEFT_OUT),
        )
        cursor.execute("SELECT name FROM territory_town LIMIT 1")
        manifest.town = (cursor.fetchone() or ("",))[0]
    return manifest


def _write_table(archive: zipfile.ZipFile, cursor: CursorWrapper, shape: Shape) -> Table:
    query = sql.SQL("COPY {} ({}) TO STDOUT (FORMAT csv, HEADER)")
    query = query.format(sql.Identifier(shape.name), listed(shape.columns))
    digest = hashlib.sha256()
    raw = cursor.cursor  # psycopg's own, which can copy
    with archive.open(f"tables/{shape.name}.csv", "w", force_zip64=True) as member, raw.copy(query) as copy:
        for block in copy:
            member.write(block)
            digest.update(block)
    return Table(shape.name, shape.columns, raw.rowcount, digest.hexdigest())


def _files(data: Path) -> list[Path]:
    found = (path for folder in FOLDERS for path in (data / folder).rglob("*"))
    return sorted(path for path in found if path.is_file() and not path.is_symlink() and path.suffix != BESIDE)


def _write_file(archive: zipfile.ZipFile, data: Path, path: Path) -> File:
    name = path.relative_to(data).as_posix()
    size, digest = 0, hashlib.sha256()
    information = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    with path.open("rb") as opened, archive.open(information, "w", force_zip64=True) as member:
        while block := opened.read(BLOCK):
            member.write(block)
            digest.update(block)
            size += len(block)
    return File(name, size, digest.hexdigest())


def _write_settings(archive: zipfile.ZipFile, manifest: Manifest, data: Path, with_secrets: bool) -> None:
    names = sorted(name for name in os.environ if name.startswith("TERREAU_") and name not in OF_THE_MACHINE)
    manifest.settings = {name: os.environ[name] for name in names if with_secrets or not PRIVATE.search(name)}
    manifest.secrets = with_secrets
    if with_secrets and (data / KEY_FILE).is_file():
        archive.writestr(KEY_FILE, (data / KEY_FILE).read_text())
