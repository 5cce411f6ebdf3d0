"""Where a restore works: a database made beside the town's, that takes its name once it is complete."""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from terreau.cli.archive.manifest import Unusable
from terreau.cli.archive.tables import has_town

OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def check_place(*, replace: bool) -> None:
    """Nobody works here, and nothing is lost that was not meant to be."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        if others := cursor.fetchone()[0]:
            raise Unusable(
                _("La base sert encore à d’autres (%s connexions). Arrêtez d’abord le site et les tâches.") % others
            )
        if not has_town(cursor):
            return
        if not replace:
            raise Unusable(_("Une ville est déjà là. Sauvegardez-la, puis ajoutez --replace pour l’effacer."))
        if not _may_create(cursor):
            raise Unusable(
                _("Remplacer une ville demande un rôle qui peut créer des bases (ALTER ROLE … CREATEDB).")
                + " "
                + _("Sinon, donnez une base vide dans DATABASE_URL et restaurez-y.")
            )


@contextlib.contextmanager
def fresh_database() -> Iterator[None]:
    """Django's connection leads to an empty database inside; at the end it is the town's, or as if never made."""
    with connection.cursor() as cursor:
        beside = _may_create(cursor)
        if not beside:
            _empty(cursor)
    if not beside:
        yield
        return
    name = str(connection.settings_dict["NAME"])
    making = f"{name}_restoring"
    with _maintenance() as other:
        _create(other, making, like=name)
        try:
            _lead_to(making)
            yield
            _lead_to(name)
            _swap(other, name, making)
        finally:
            _lead_to(name)
            _drop(other, making)


def _may_create(cursor: Any) -> bool:
    cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
    return bool(cursor.fetchone()[0])


def _empty(cursor: Any) -> None:
    """No town is here (it was checked): what a restore cut short may have left is swept away."""
    cursor.execute("SELECT quote_ident(current_schema())")
    schema = cursor.fetchone()[0]
    cursor.execute(f"DROP SCHEMA {schema} CASCADE")
    cursor.execute(f"CREATE SCHEMA {schema}")


def _maintenance() -> psycopg.Connection[Any]:
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    kept = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if parameters.get(key)}
    options = {key: str(value) for key, value in connection.settings_dict["OPTIONS"].items() if key.startswith("ssl")}
    return psycopg.connect(**kept, **options, autocommit=True)


def _create(other: psycopg.Connection[Any], making: str, *, like: str) -> None:
    _drop(other, making)
    row = other.execute("SELECT datcollate, datctype FROM pg_database WHERE datname = %s", [like]).fetchone()
    collate, ctype = row or ("C", "C")
    query = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {} LC_CTYPE {}"
    other.execute(sql.SQL(query).format(sql.Identifier(making), sql.Literal(collate), sql.Literal(ctype)))


def _swap(other: psycopg.Connection[Any], name: str, making: str) -> None:
    """Both renamings or none; the town before then goes with the name that it is left."""
    before, rename = f"{name}_before", sql.SQL("ALTER DATABASE {} RENAME TO {}")
    _drop(other, before)
    with other.transaction():
        other.execute(rename.format(sql.Identifier(name), sql.Identifier(before)))
        other.execute(rename.format(sql.Identifier(making), sql.Identifier(name)))
    _drop(other, before)


def _drop(other: psycopg.Connection[Any], name: str) -> None:
    other.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _lead_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
