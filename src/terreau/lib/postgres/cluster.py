"""One data folder, one server: made, started, watched and stopped by the process that needs it."""

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from terreau.lib.postgres.binaries import Binaries, find_binaries
from terreau.lib.postgres.owner import Owner, die_with_parent, hand_over, home_for, owner
from terreau.lib.postgres.state import (
    hold,
    holder,
    is_held,
    is_ready,
    is_unburied,
    running_pid,
    socket_folder,
    socket_of_running,
)

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
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


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
        self.socket = socket_of_running(self.data) or socket_folder(self.folder)
        self.process: subprocess.Popen[bytes] | None = None
        self.lock: IO[str] | None = None

    @property
    def url(self) -> str:
        return f"postgres://{USER}@/{DATABASE}?host={self.socket}"

    def start(self) -> str:
        """Make the cluster if needed, start it, wait until it answers; returns the database's URL."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.lock = hold(self.folder)
        if self.lock is None:
            raise AlreadyRunning(
                f"Process {holder(self.folder)} already runs the PostgreSQL server of {self.folder}. "
                "Stop that one first, or choose another folder."
            )
        try:
            self._stop_leftover()
            binaries = find_binaries(for_user=self.owner.uid)
            if not (self.data / "PG_VERSION").exists():
                self._make(binaries)
            self._check_version(binaries)
            self._prepare_socket()
            self._launch(binaries)
            self._wait(binaries)
        except BaseException:
            self.stop()
            raise
        return self.url

    def stop(self, *, patiently: bool = False) -> None:
        """Everything acknowledged is on disk. Sessions are ended, unless `patiently`: then theirs is awaited."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM if patiently else signal.SIGINT)
            try:
                self.process.wait(timeout=None if patiently else 20)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(timeout=10)
            except BaseException:  # the person does not wish to wait
                self.process.send_signal(signal.SIGINT)
                self.process.wait(timeout=20)
                raise
        if self.process:
            self.process = None
            with contextlib.suppress(OSError):
                self.socket.rmdir()
        if self.lock:
            self.lock.close()
            self.lock = None

    def _stop_leftover(self) -> None:
        """Nobody holds the folder, so a server that still runs has lost its parent: it is stopping, or must."""
        pid = running_pid(self.data)
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + PATIENCE
        while running_pid(self.data) is not None or is_unburied(self.data):
            if time.monotonic() > deadline:
                raise PostgresFailed(f"A server left over from before does not stop; see {self.log}.")
            time.sleep(0.05)

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

    def _prepare_socket(self) -> None:
        """In a folder that anyone may write to, ours must really be ours."""
        self.socket = socket_folder(self.folder)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        found = self.socket.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), self.owner.uid}:
            raise PostgresFailed(
                f"{self.socket} belongs to someone else: remove it, or set TMPDIR to a folder of yours."
            )
        self.socket.chmod(0o700)
        hand_over(self.socket, self.owner)

    def _launch(self, binaries: Binaries) -> None:
        settings = {**SETTINGS, "unix_socket_directories": str(self.socket), **({} if self.durable else CARELESS)}
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
        die_with_parent(signal.SIGINT)

    def _wait(self, binaries: Binaries) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_ready(self.data):
            if self.process is None or self.process.poll() is not None:
                raise PostgresFailed(f"PostgreSQL stopped at once. The end of {self.log} says why:\n{self._tail()}")
            if time.monotonic() > deadline:
                raise PostgresFailed(f"PostgreSQL did not answer within {PATIENCE:.0f} s; see {self.log}.")
            time.sleep(0.02)
        if DATABASE not in self._tell(binaries, "SELECT datname FROM pg_database").split():
            self._tell(binaries, f"CREATE DATABASE {DATABASE}")

    def _tell(self, binaries: Binaries, statement: str) -> str:
        """By psql, so that this module needs no driver."""
        place = ["-h", str(self.socket), "-U", USER, "-d", "postgres"]
        return self._run(binaries, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", *place, "-c", statement)

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
    """The URL of the server that another process runs on this folder, once it is ready; None when none does."""
    deadline = time.monotonic() + PATIENCE
    while is_held(folder):
        cluster = Cluster(folder)
        if is_ready(cluster.data):
            return cluster.url
        if time.monotonic() > deadline:
            raise PostgresFailed(f"Process {holder(folder)} holds {folder}, and its PostgreSQL server is not ready.")
        time.sleep(0.05)
    return None


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    return {**kept, "LC_ALL": "C"}
