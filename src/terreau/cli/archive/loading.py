"""Putting a backup back: a database made beside and swapped in, files added before it and removed after it."""

import os
import shutil
import zipfile
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from psycopg import sql

from terreau.cli.archive.manifest import File, Manifest, Table, Unusable
from terreau.cli.archive.place import fresh_database
from terreau.cli.archive.tables import by_reference, listed, sequences, tables
from terreau.cli.archive.writing import BESIDE, BLOCK, FOLDERS, KEY_FILE


def load(archive: zipfile.ZipFile, manifest: Manifest, *, data: Path, targets: list[tuple[str, str]]) -> None:
    """A kill at any point leaves the old town or the new one, whole and with all its files.

    The database is made beside and takes its name at once. Files of the backup come before it (beside their place
    when another stands there), what the backup does not have goes after it: both towns always find theirs.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for one in manifest.files:
            waiting.append((_add(archive, one, data / one.path), data / one.path))
        with fresh_database():
            load_database(archive, manifest, targets)
    except BaseException:
        for beside, _path in waiting:
            beside.unlink(missing_ok=True)
        raise
    for beside, path in waiting:
        beside.replace(path)
    _remove_others(data, {data / one.path for one in manifest.files})
    if manifest.secrets and KEY_FILE in archive.namelist():
        _keep_secret(data / KEY_FILE, archive.read(KEY_FILE))


def _add(archive: zipfile.ZipFile, one: File, path: Path) -> Path:
    """Written beside its place: a file that bears its name may belong to the town before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{one.sha256[:16]}-{path.name[-40:]}{BESIDE}")
    with archive.open(one.path) as member, beside.open("wb") as opened:
        shutil.copyfileobj(member, opened, BLOCK)
        opened.flush()
        os.fsync(opened.fileno())
    if not path.exists():
        shutil.copyfile(beside, path)
    return beside


def _remove_others(data: Path, kept: set[Path]) -> None:
    for folder in FOLDERS:
        for path in (data / folder).rglob("*"):
            if (path.is_file() or path.is_symlink()) and path not in kept:
                path.unlink()


def _keep_secret(file: Path, content: bytes) -> None:
    making = file.with_suffix(BESIDE)
    making.unlink(missing_ok=True)
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(content)
    making.replace(file)


def load_database(archive: zipfile.ZipFile, manifest: Manifest, targets: list[tuple[str, str]]) -> None:
    """In an empty database: build the tables as they were, fill them, number on from where it stopped."""
    MigrationExecutor(connection).migrate(targets)
    with transaction.atomic(), connection.cursor() as cursor:
        known = [shape.name for shape in tables(cursor)]
        promised = {table.name: table for table in manifest.tables}
        if missing := sorted(set(promised) - set(known)):
            raise Unusable(_("La table %s de cette sauvegarde n’est pas de Terreau.") % missing[0])
        _triggers(cursor, known, "DISABLE")
        cursor.execute(sql.SQL("TRUNCATE {}").format(listed(known)))
        for name in by_reference(cursor, known):
            if name in promised:
                _fill(archive, cursor, promised[name])
        _number(cursor, manifest)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _triggers(cursor, known, "ENABLE")


def _triggers(cursor: CursorWrapper, names: list[str], verb: str) -> None:
    """The tables' own triggers (an append-only rule, a search index) already did their work on these rows."""
    for name in names:
        cursor.execute(sql.SQL("ALTER TABLE {} {} TRIGGER USER").format(sql.Identifier(name), sql.SQL(verb)))


def _fill(archive: zipfile.ZipFile, cursor: CursorWrapper, table: Table) -> None:
    query = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER)")
    query = query.format(sql.Identifier(table.name), listed(table.columns))
    raw = cursor.cursor  # psycopg's own, which can copy
    with archive.open(table.member) as member, raw.copy(query) as copy:
        while block := member.read(BLOCK):
            copy.write(block)
    if raw.rowcount != table.rows:
        said = _("%(table)s a donné %(found)s lignes au lieu de %(said)s.")
        raise Unusable(said % {"table": table.name, "found": raw.rowcount, "said": table.rows})


def _number(cursor: CursorWrapper, manifest: Manifest) -> None:
    known = sequences(cursor)
    for name, last in manifest.sequences.items():
        if name in known and last is not None:
            cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, last])
