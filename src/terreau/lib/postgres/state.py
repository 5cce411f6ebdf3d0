"""What a data folder says of its server: whether one runs, where it listens, and who holds the folder."""

import contextlib
import fcntl
import hashlib
import os
import tempfile
import time
from pathlib import Path
from typing import IO

LONGEST = 107  # bytes that the path of a socket may have
NAME = ".s.PGSQL.5432"
LOCK = "postgres.lock"


def running_pid(data: Path) -> int | None:
    """The process that serves this data folder, by the server's own lock file; a stale one counts for nothing."""
    return _running(_lines(data))


def _running(lines: list[str]) -> int | None:
    try:
        pid = int(lines[0])
    except (ValueError, IndexError):
        return None
    try:
        os.kill(pid, 0)
    except PermissionError:
        return pid  # it runs, as somebody else
    except OSError:
        return None
    with contextlib.suppress(OSError):  # the number may have been given to another program since
        if b"postgres" not in Path(f"/proc/{pid}/cmdline").read_bytes():
            return None
    return pid


def is_unburied(data: Path) -> bool:
    """Its server has ended, and nobody has taken note yet: PostgreSQL itself takes such a number for a running server."""
    try:
        pid = int(_lines(data)[0])
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, ValueError, IndexError):
        return False


def socket_of_running(data: Path) -> Path | None:
    """Where the running server listens, as it says itself (our own temporary folder may be another today)."""
    lines = _lines(data)
    return Path(lines[4]) if _running(lines) is not None and len(lines) > 4 and lines[4] else None


def is_ready(data: Path) -> bool:
    """It says so itself in its lock file, read once: a dead server's "ready" beside a new one's number is no answer."""
    lines = _lines(data)
    return _running(lines) is not None and len(lines) > 7 and lines[7].strip() == "ready"


def _lines(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def socket_folder(folder: Path) -> Path:
    """A short path of its own, outside the data, whatever the length of the data folder's."""
    key = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    for parent in (tempfile.gettempdir(), "/tmp"):  # noqa: S108  checked to be ours before use
        path = Path(parent) / f"terreau-{key}"
        if len(os.fsencode(path / NAME)) <= LONGEST:
            return path
    raise ValueError(f"No path short enough for a socket under {tempfile.gettempdir()}")


def hold(folder: Path) -> IO[str] | None:
    """Take the folder for as long as the answer is open, were we killed; None when another process has it."""
    lock = _opened(folder)
    for _attempt in range(20):  # one who only asks (`is_held`) has it for an instant
        if _flock(lock, fcntl.LOCK_EX):
            lock.truncate()
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            return lock
        time.sleep(0.02)
    lock.close()
    return None


def is_held(folder: Path) -> bool:
    if not (folder / LOCK).exists():
        return False
    with _opened(folder) as lock:
        return not _flock(lock, fcntl.LOCK_SH)


def _opened(folder: Path) -> IO[str]:
    return os.fdopen(os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600), "r+")


def _flock(lock: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def holder(folder: Path) -> str:
    """Who holds the folder, to be named in a sentence."""
    with contextlib.suppress(OSError):
        return (folder / LOCK).read_text().strip()
    return ""
