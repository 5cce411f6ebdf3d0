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

from django.utils.translation import gettext as _

RESTARTS, WINDOW = 5, 60.0  # a child that dies five times in a minute is broken: everything stops
GRACE = 2.5


@dataclass
class Child:
    name: str
    command: Sequence[str]
    orphaned: signal.Signals = signal.SIGTERM  # what the system tells it when we are killed
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, preexec_fn=self._die_with_parent, start_new_session=True)

    def _die_with_parent(self) -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, self.orphaned)

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
    _insist(child)  # its own workers outlive a killed one, and would keep the port
    if not child.died():
        said = _("Arrêté %(count)s fois en une minute : %(name)s. Tout est arrêté ; voyez ci-dessus.")
        print(said % {"count": RESTARTS, "name": child.name}, file=sys.stderr)
        return False
    print(_("S’est arrêté de lui-même, et repart : %s.") % child.name, file=sys.stderr)
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
        _insist(child)


def _signal(child: Child, number: signal.Signals) -> None:
    """To the child and its own workers."""
    if child.process is not None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, number)


def _insist(child: Child) -> None:
    _signal(child, signal.SIGKILL)
    if child.process is not None:
        child.process.wait()


def _stop(_number: int, _frame: object) -> None:
    raise Stopped
