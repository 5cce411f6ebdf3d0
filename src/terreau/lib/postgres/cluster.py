"""One data folder, one server: made, started, watched and stopped by the process that needs it."""

import contextlib
import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from terreau.lib.postgres.binaries import Binaries, find_binaries
from terreau.lib.postgres.owner import Owner, hand_over, home_for, owner

DATABASE = USER = "terreau"
PATIENCE = 60.0  # seconds; recovery after a crash took 0.2 s at most
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "jit": "off",
}


class PostgresFailed(Exception):
    """The embedded server could not start; the sentence says why."""


class AlreadyRunning(PostgresFailed):
    """Another process already serves this data folder."""


class Cluster:
    """The server of `folder`; `durable=False` (tests, benchmarks) gives up safety at power loss for speed."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.absolute()
        self.durable = durable
        self.owner: Owner = owner()
        self.home = home_for(self.folder, self.owner)
        self.data = self.home / "postgres"
        self.log = self.folder / "postgres.log"
        self.socket = socket_folder(self.folder)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://{USER}@/{DATABASE}?host={self.socket}"

    def start(self) -> str:
        """Make the cluster if needed, start it, wait until it answers; returns the database's URL."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._check_alone()
        binaries = find_binaries(for_user=self.owner.uid)
        if not (self.data / "PG_VERSION").exists():
            self._make(binaries)
        self._check_version(binaries)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        hand_over(self.socket, self.owner)
        self._launch(binaries)
        self._wait(binaries)
        return self.url

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, everything acknowledged is on disk."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(timeout=10)
        self.process = None
        with contextlib.suppress(OSError):
            self.socket.rmdir()

    def _check_alone(self) -> None:
        pid = running_pid(self.data)
        if pid is not None:
            raise AlreadyRunning(
                f"A PostgreSQL server (process {pid}) already serves {self.folder}. "
                f"Stop that one first, or choose another folder."
            )

    def _make(self, binaries: Binaries) -> None:
        """initdb in a folder beside, renamed when whole: a kill leaves nothing that looks like a cluster."""
        making = self.home / "postgres.making"
        if making.exists():
            shutil.rmtree(making)
        making.mkdir(mode=0o700)
        hand_over(making, self.owner)
        options = ["--encoding=UTF8", "--locale=C", "--auth=trust", f"--username={USER}"]
        self._run(binaries, "initdb", "-D", str(making), *options, *([] if self.durable else ["--no-sync"]))
        making.rename(self.data)

    def _check_version(self, binaries: Binaries) -> None:
        made = (self.data / "PG_VERSION").read_text().strip()
        said = self._run(binaries, "postgres", "--version").split()[2].split(".")[0]
        if made != said:
            raise PostgresFailed(
                f"{self.data} was made by PostgreSQL {made}, and PostgreSQL {said} is installed. "
                f"Restore a backup into a new folder, or install version {made}."
            )

    def _launch(self, binaries: Binaries) -> None:
        settings = {**SETTINGS, "unix_socket_directories": str(self.socket)}
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [binaries.path("postgres"), "-D", str(self.data), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                preexec_fn=self._before_exec,
                start_new_session=True,  # Ctrl-C reaches the site first, which then stops the server
            )

    def _before_exec(self) -> None:
        self.owner.become()
        _die_with_parent()

    def _wait(self, binaries: Binaries) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                raise PostgresFailed(
                    f"PostgreSQL stopped while starting. The end of {self.log} says why:\n{self._tail()}"
                )
            if self._answers(binaries):
                self._make_database(binaries)
                return
            time.sleep(0.05)
        self.stop()
        raise PostgresFailed(f"PostgreSQL did not answer within {PATIENCE:.0f} s; see {self.log}.")

    def _answers(self, binaries: Binaries) -> bool:
        ask = [binaries.path("psql"), "-h", str(self.socket), "-U", USER, "-d", "postgres", "-XAtqc", "SELECT 1"]
        return subprocess.run(ask, capture_output=True, env=_environment(), check=False).returncode == 0

    def _make_database(self, binaries: Binaries) -> None:
        tell = [
            binaries.path("psql"),
            "-h",
            str(self.socket),
            "-U",
            USER,
            "-d",
            "postgres",
            "-XAtq",
            "-v",
            "ON_ERROR_STOP=1",
        ]
        query = "SELECT datname FROM pg_database"
        known = subprocess.run([*tell, "-c", query], capture_output=True, env=_environment(), check=True).stdout
        if DATABASE.encode() not in known.split():
            subprocess.run([*tell, "-c", f"CREATE DATABASE {DATABASE}"], env=_environment(), check=True)

    def _run(self, binaries: Binaries, name: str, *arguments: str) -> str:
        done = subprocess.run(
            [binaries.path(name), *arguments],
            capture_output=True,
            text=True,
            env=_environment(),
            preexec_fn=self.owner.become,
            cwd="/",
            check=False,
        )
        if done.returncode:
            raise PostgresFailed(f"{name} failed in {self.folder}:\n{done.stderr.strip()}")
        return done.stdout

    def _tail(self) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        return ""


@contextlib.contextmanager
def running(folder: Path, *, durable: bool = True) -> Iterator[str]:
    """The URL of a server that runs as long as the block."""
    cluster = Cluster(folder, durable=durable)
    try:
        yield cluster.start()
    finally:
        cluster.stop()


def url_of_running(folder: Path) -> str | None:
    """The URL of the server that another process runs on this folder, if one does."""
    cluster = Cluster(folder)
    return cluster.url if running_pid(cluster.data) is not None else None


def running_pid(data: Path) -> int | None:
    """The process that holds this data folder, by the server's own lock file; a stale lock counts for nothing."""
    try:
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
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


def socket_folder(folder: Path) -> Path:
    """A short path of its own, outside the data (107 bytes is all that a socket may have)."""
    key = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"terreau-{key}"


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    return {**kept, "LC_ALL": "C"}


def _die_with_parent() -> None:
    """Linux tells the server when we die, whatever killed us; elsewhere the next start finds it by its lock file."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGINT)
