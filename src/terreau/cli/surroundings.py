"""What a command stands on: the data folder, its secret, its database, Django."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import django
from django.db import connections
from django.utils.translation import gettext as _

from terreau.lib.postgres import AlreadyRunning, Cluster, PostgresFailed, holder, is_held, url_of_running

OURS = "TERREAU_EMBEDDED"  # set by us when DATABASE_URL was not given


class Unable(Exception):
    """The command cannot run here; the sentence says why and what to do."""


def data_folder() -> Path:
    return Path(os.environ.get("TERREAU_DATA") or "data").expanduser().absolute()


def address(host: str, port: int) -> str:
    """What to type in a browser: passkeys are refused to a bare number, and `localhost` is this machine too."""
    return f"http://{'localhost' if host in ('127.0.0.1', '::1') else host}:{port}"


def secret_file() -> Path:
    return data_folder() / "secret-key"


def prepare(*, secret: bool = True) -> None:
    """Settings readable: the embedded server's address is known before it runs, so Django can be set up first."""
    os.environ["TERREAU_DATA"] = str(data_folder())
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = Cluster(data_folder()).url
        os.environ[OURS] = "1"
    if secret:
        keep_secret()
    django.setup()


def keep_secret() -> None:
    """A secret of this installation, made once, readable by its owner only."""
    if os.environ.get("TERREAU_SECRET_KEY") or secret_file().exists():
        return
    data_folder().mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        handle = os.open(secret_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as opened:
            opened.write(secrets.token_urlsafe(50))


def is_ours() -> bool:
    """The database is the embedded one of the data folder."""
    return bool(os.environ.get(OURS))


def is_made() -> bool:
    return (Cluster(data_folder()).data / "PG_VERSION").exists()


def is_served() -> bool:
    """Someone else's process runs the server of this data folder."""
    return is_ours() and is_held(data_folder())


@contextlib.contextmanager
def database(*, hasty: bool = False) -> Iterator[None]:
    """The database answers inside: a server elsewhere, the running site's, or one of our own for the while.

    Another command may have joined ours: it is left the time to end, unless we are `hasty` (the site, asked to stop).
    """
    cluster = _own() if is_ours() else None
    try:
        yield
    finally:
        if cluster:
            connections.close_all()
            cluster.stop(patiently=not hasty)


def _own() -> Cluster | None:
    """Our server, started; None when there is one to join."""
    cluster = Cluster(data_folder())
    try:
        if url_of_running(data_folder()):
            return None
        cluster.start()
    except AlreadyRunning as busy:
        if url_of_running(data_folder()):  # started between our two questions
            return None
        raise Unable(_busy()) from busy
    except (PostgresFailed, OSError) as failure:
        raise Unable(_("Le PostgreSQL embarqué n’a pas démarré.") + f"\n{failure}") from None
    return cluster


def check_not_served() -> None:
    """One site per data folder."""
    if is_served():
        raise Unable(_busy())


def _busy() -> str:
    said = _("Un site ou une commande se sert déjà de %(folder)s (processus %(pid)s).")
    remedy = _("Arrêtez-le d’abord, ou choisissez un autre dossier avec --data.")
    return said % {"folder": data_folder(), "pid": holder(data_folder())} + " " + remedy


def forget(folder: Path) -> None:
    """Erase a demonstration's data, and nothing that is not one."""
    cluster = Cluster(folder)
    for path in (cluster.data, folder / "media"):
        shutil.rmtree(path, ignore_errors=True)
