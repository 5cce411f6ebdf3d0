"""The files of the sample town."""

import json
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@cache
def read(name: str) -> Any:
    """The content of a file; `.json` may be left out."""
    return json.loads((HERE / (name if "." in name else f"{name}.json")).read_text(encoding="utf-8"))
