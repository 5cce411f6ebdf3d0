"""The children of `terreau serve`: started together, watched, stopped together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

RESTARTS, WINDOW = 5, 60.0  # a child that dies five times in a minute is broken: everything stops
GRACE = 5.0


@dataclass
class Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, preexec_fn=_die_with_parent, start_new_session=True)

    def died(self) -> bool:
        """It ended by itself; True when it may be started again."""
        now = time.monotonic()
        self.deaths = [at for at in self.deaths if now - at < WINDOW] + [now]
        return len(self.deaths) < RESTARTS

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Stopped(Exception):
    """Someone asked the site to stop."""


def watch(children: Sequence[Child]) -> int:
    """Run the children until a signal, or until one of them keeps dying; returns the exit code."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _stop)
    try:
        for child in children:
            child.start()
        while True:
            time.sleep(0.2)
            for child in children:
                if not child.alive() and not _again(child):
                    return 1
    except Stopped:
        return 0
    finally:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, signal.SIG_IGN)  # it is being done
        stop(children)


def _again(child: Child) -> bool:
    if not child.died():
        print(
            f"The {child.name} stopped {RESTARTS} times in a minute. Everything is stopped; see above.", file=sys.stderr
        )
        return False
    print(f"The {child.name} stopped by itself and is started again.", file=sys.stderr)
    child.start()
    return True


def stop(children: Sequence[Child]) -> None:
    """Ask, then insist: nothing of ours outlives this."""
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    while any(child.alive() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        _signal(child, signal.SIGKILL)


def _signal(child: Child, number: signal.Signals) -> None:
    """To the child and its own workers."""
    if child.process is not None and child.alive():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, number)


def _stop(_number: int, _frame: object) -> None:
    raise Stopped


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
