"""One line of the doctor: what was looked at, how it is, what to do."""

import enum
from dataclasses import dataclass


class State(enum.Enum):
    WELL = "✓"
    KNOW = "·"  # works, and better known
    MEND = "✗"


@dataclass(frozen=True)
class Finding:
    what: str
    state: State
    said: str
    remedy: str = ""


def well(what: str, said: str) -> Finding:
    return Finding(what, State.WELL, said)


def know(what: str, said: str, remedy: str = "") -> Finding:
    return Finding(what, State.KNOW, said, remedy)


def mend(what: str, said: str, remedy: str) -> Finding:
    return Finding(what, State.MEND, said, remedy)
