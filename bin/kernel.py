"""Compiles the inner loop of the counting engine with the machine's C compiler, else with one that a wheel carries."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "src" / "terreau" / "algorithms" / "counting" / "shares"
SOURCE = FOLDER / "kernel.c"
TARGET = FOLDER / ("libshares" + {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so"))
OPTIONS = ["-O3", "-std=c11", "-ffp-contract=off", "-shared", "-fPIC"]  # floats exactly as written: bounds rely on it
ZIG = "ziglang==0.17.1"


def compilers() -> list[list[str]]:
    """Those to try, in order."""
    found = [[path] for name in ("cc", "gcc", "clang") if (path := shutil.which(name))]
    return found[:1] + ([[sys.executable, "-m", "ziglang", "cc"]] if importlib.util.find_spec("ziglang") else [])


def compile_kernel() -> bool:
    """Write the library beside its source, whole or not at all."""
    draft = TARGET.with_suffix(".part")
    for compiler in compilers():
        command = [*compiler, *OPTIONS, "-o", str(draft), str(SOURCE), *([] if sys.platform == "win32" else ["-lm"])]
        if not subprocess.run(command, capture_output=True, check=False).returncode:
            draft.replace(TARGET)
            return True
    return False


if __name__ == "__main__":
    sys.exit(0 if compile_kernel() else "No C compiler could build the counting engine.")
