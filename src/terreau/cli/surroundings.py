"""What a command stands on: the data folder, its secret, its database, Django."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import django

from terreau.lib.postgres import AlreadyRunning, Cluster, PostgresFailed, url_of_running

OURS = "TERREAU_EMBEDDED"  # set by us when DATABASE_URL was not given


class Unable(Exception):
    """The command cannot run here; the sentence says why and what to do."""


def data_folder() -> Path:
    return Path(os.environ.get("TERREAU_DATA") or "data").expanduser().absolute()


def prepare() -> None:
    """Settings readable: the embedded server's address is known before it runs, so Django can be set up first."""
    os.environ["TERREAU_DATA"] = str(data_folder())
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = Cluster(data_folder()).url
        os.environ[OURS] = "1"
    keep_secret(data_folder())
    django.setup()


def keep_secret(folder: Path) -> None:
    """A secret of this installation, made once, readable by its owner only."""
    file = folder / "secret-key"
    if os.environ.get("TERREAU_SECRET_KEY") or file.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as opened:
            opened.write(secrets.token_urlsafe(50))


@contextlib.contextmanager
def database() -> Iterator[None]:
    """The database answers inside: a server elsewhere, the running site's, or one of our own for the while."""
    if not os.environ.get(OURS) or url_of_running(data_folder()):
        yield
        return
    cluster = Cluster(data_folder())
    try:
        cluster.start()
    except AlreadyRunning as busy:
        raise Unable(str(busy)) from None
    except (PostgresFailed, FileNotFoundError, PermissionError) as failure:
        raise Unable(f"The embedded PostgreSQL did not start.\n{failure}") from None
    try:
        yield
    finally:
        cluster.stop()


def check_not_served() -> None:
    """One site per data folder."""
    if os.environ.get(OURS) and url_of_running(data_folder()):
        raise Unable(
            f"A site or a command already uses {data_folder()}. Stop it first, or choose another folder with --data."
        )


def forget(folder: Path) -> None:
    """Erase a demonstration's data, and nothing that is not one."""
    cluster = Cluster(folder)
    for path in (cluster.data, folder / "media"):
        shutil.rmtree(path, ignore_errors=True)
