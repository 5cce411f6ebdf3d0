"""`terreau serve` as a process of its own, for tests: started, asked, killed, started again."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from terreau.lib.postgres import Cluster

COMMAND = [sys.executable, "-m", "terreau.cli"]
DROPPED = {"DATABASE_URL", "TERREAU_EMBEDDED", "TERREAU_SECRET_KEY", "TERREAU_URL"}


@dataclass
class Site:
    folder: Path
    port: int
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self, *options: str) -> None:
        with self.log.open("ab") as said:
            command = [*COMMAND, "serve", "--port", str(self.port), *options]
            self.process = subprocess.Popen(command, env=self.environment, stdout=said, stderr=said)
        assert until(lambda: self.process.poll() is not None or self.answers(), 120), self.log.read_text()
        assert self.process.poll() is None, self.log.read_text()

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
        own = {"TERREAU_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "terreau.config.settings"}
        return {**kept, **own, "TERREAU_BEHIND_PROXY": "1"}  # so that each visitor has an address of its own

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/account/login/", timeout=5) as page:
                return bool(page.status == 200)
        except urllib.error.HTTPError as fault:
            return fault.code < 500
        except OSError:
            return False

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments], env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )

    def tell(self, code: str, *arguments: str) -> list[str]:
        """The words that a script prints which reads and writes what the site does."""
        its = {**self.environment, "DATABASE_URL": Cluster(self.folder).url}
        command = [sys.executable, "-c", f"import django\ndjango.setup()\n{code}", *arguments]
        return subprocess.run(command, env=its, capture_output=True, text=True, check=True).stdout.split()

    def children(self) -> list[int]:
        return children(self.process.pid)

    def kill(self) -> None:
        """As the power going out: each process of the tree, none of which can say goodbye."""
        tree = halted(self.process.pid)
        for pid in tree:
            send(pid, signal.SIGKILL)
        self.process.wait()
        assert until(lambda: not [pid for pid in tree if runs(pid)])


def children(pid: int) -> list[int]:
    """Of each of its threads; none of a process that has just ended."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def halted(pid: int) -> list[int]:
    """A process and all below it, each stopped before its children are listed, so that no new one comes meanwhile."""
    send(pid, signal.SIGSTOP)
    return [pid, *(each for child in children(pid) for each in halted(child))]


def send(pid: int, number: signal.Signals) -> None:
    """To a process that may have ended by itself a moment ago."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def runs(pid: int) -> bool:
    """It is there, and not only its number, which waits for whoever would ask after it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until(condition: Callable[[], object], seconds: float = 60) -> bool:
    """Does it come true? The seconds only end a test that will fail."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False
