"""A wheel carries the counting engine compiled."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent / "bin"))
import kernel  # beside the other scripts, which are no package


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # generic for the checker only
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not kernel.compile_kernel():
            raise RuntimeError("No C compiler could build the counting engine.")
        build_data |= {"pure_python": False, "infer_tag": True}
