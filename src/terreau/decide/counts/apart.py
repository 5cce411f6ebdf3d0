"""A count by the script that shares nothing with the engine, in a process and a folder of its own."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terreau.algorithms.counting.publication import lots_file
from terreau.algorithms.counting.recount import LOTS, script
from terreau.algorithms.counting.ties import Lots


@dataclass(frozen=True)
class Said:
    """What the script found: winners and cost, or the tied projects, or why it could not count."""

    winners: list[str] | None = None
    cost: str = ""
    problem: str = ""


def count_apart(ballots: bytes, rule: str, *, lots: Lots = (), seconds: int) -> Said:
    """Run the script on a `.pb` file, a rule file and drawn lots, without our environment, for at most that many seconds."""
    with tempfile.TemporaryDirectory(prefix="terreau-recount-") as folder:
        parts = {"ballots.pb": ballots, "rule.toml": rule.encode(), "recount.py": script()}
        parts |= {LOTS: lots_file(lots)} if lots else {}
        for name, content in parts.items():
            (Path(folder) / name).write_bytes(content)
        command = [sys.executable, "-I", "recount.py", "ballots.pb", "rule.toml", *([LOTS] if lots else []), "--json"]
        try:
            done = subprocess.run(  # noqa: S603 (our own script, arguments of ours)
                command, cwd=folder, env={}, capture_output=True, text=True, timeout=seconds, check=False
            )
            said: dict[str, Any] = json.loads(done.stdout or "{}")
        except (subprocess.TimeoutExpired, ValueError) as failed:
            return Said(problem=str(failed))
    if said.get("winners") is None:
        return Said(problem=", ".join(said.get("undecided", [])) or done.stderr.strip()[-300:])
    return Said(said["winners"], said["cost"])
