"""The scripts of `bin/`, run as people run them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BALLOTS = ROOT / "docs" / "examples" / "rivelune-2026.pb"


@pytest.mark.skipif(
    not (ROOT / ".venv" / "terreau-stamps").is_dir(), reason="this folder was not set up by its own scripts"
)
def test_files_are_named_from_where_one_stands_and_only_the_answer_is_printed(tmp_path: Path) -> None:
    (tmp_path / "vote.pb").write_bytes(BALLOTS.read_bytes())
    command = [sys.executable, str(ROOT / "bin" / "terreau"), "count", "vote.pb", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["winners"]) == 7
