"""PostgreSQL refuses to run as root: as root, the server and its files belong to `nobody`."""

import ctypes
import hashlib
import os
import pwd
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

PRIVATE_HOMES = Path("/var/lib/terreau")


@dataclass(frozen=True)
class Owner:
    """Whom the server runs as; None means ourselves."""

    uid: int | None = None
    gid: int | None = None

    def become(self) -> None:
        """Called in the child, before the program starts."""
        if self.uid is not None and self.gid is not None:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)


def owner() -> Owner:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return Owner()
    nobody = pwd.getpwnam("nobody")
    return Owner(nobody.pw_uid, nobody.pw_gid)


def hand_over(folder: Path, to: Owner) -> None:
    """Give a folder of ours to the server's user."""
    if to.uid is not None and to.gid is not None:
        os.chown(folder, to.uid, to.gid)


def home_for(folder: Path, to: Owner) -> Path:
    """Where the server's files of this data folder live: there, if its user can walk to it.

    Under a private folder of root (a clone in /root) they live in /var/lib/terreau, since no parent's permissions are
    ever changed; a note in the data folder says so.
    """
    if to.uid is None or all(parent.stat().st_mode & 0o001 for parent in _existing(folder)):
        return folder
    home = PRIVATE_HOMES / hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    home.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "postgres-is-in").write_text(f"{home}\n")
    return home


def _existing(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.parents) if path.exists()]


def die_with_parent(by: signal.Signals) -> None:
    """Linux tells the child when we die, whatever killed us; elsewhere the next start finds it by its lock file."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(1, by)
