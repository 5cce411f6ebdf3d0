"""The machine and what was installed on it."""

import importlib.metadata
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from terreau.cli.checkups.findings import Finding, know, mend, well
from terreau.cli.surroundings import data_folder, secret_file

PACKAGE = Path(__file__).resolve().parent.parent.parent
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
BUILT = ("ui/static/dist/page.js", "ui/static/dist/terreau.css", "know/territory/register/dist")
TIGHT, FULL = 2_000, 300  # MB


def machine() -> Iterator[Finding]:
    yield well(_("Python"), sys.version.split()[0])
    yield packages()
    yield built()
    yield translated()
    yield writable()
    yield room()
    yield secret()


def packages() -> Finding:
    """Each installed package is at its locked version; an installed wheel carries no lock and trusts its own pins."""
    lock = PACKAGE.parent.parent / "requirements.lock"
    if not lock.is_file():
        return know(_("Paquets"), _("pas de verrou ici : versions du paquet installé"))
    if astray := list(strays(lock.read_text())):
        return mend(_("Paquets"), ", ".join(astray[:5]), _("Lancez bin/setup."))
    return well(_("Paquets"), _("conformes au verrou"))


def strays(lock: str) -> Iterator[str]:
    """Installed packages whose version is none of those locked (there may be one per Python)."""
    locked: dict[str, list[str]] = {}
    for name, version in LOCKED.findall(lock):
        locked.setdefault(name, []).append(version)
    for name, versions in locked.items():
        try:
            have = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system, or for developers
        if have not in versions:
            yield f"{name} {have} ≠ {' / '.join(versions)}"


def built() -> Finding:
    missing = [name for name in BUILT if not (PACKAGE / name).exists()]
    if missing:
        return mend(_("Fichiers de l’interface"), _("manquent : %s") % ", ".join(missing), _("Lancez bin/setup."))
    return well(_("Fichiers de l’interface"), _("construits"))


def translated() -> Finding:
    sources = list(PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"))
    missing = [file for file in sources if not file.with_suffix(".mo").exists()]
    if missing:
        said = _("%(count)s catalogues ne sont pas compilés") % {"count": len(missing)}
        return mend(_("Anglais"), said, _("Lancez bin/setup."))
    return well(_("Anglais"), _("compilé"))


def writable() -> Finding:
    what, folder = _("Dossier de données"), data_folder()
    try:
        with tempfile.TemporaryFile(dir=_existing(folder)) as file:
            file.write(b"x")
    except OSError as fault:
        return mend(what, f"{folder} : {fault.strerror}", _("Donnez-le à l’utilisateur qui lance Terreau."))
    return well(what, str(folder))


def room() -> Finding:
    free = shutil.disk_usage(_existing(data_folder())).free // 1_000_000
    said = _("%(free)s Go libres") % {"free": f"{free / 1000:.1f}"}
    if free < FULL:
        return mend(_("Disque"), said, _("Faites de la place : la base s’arrête quand le disque est plein."))
    return know(_("Disque"), said, _("Faites de la place avant peu.")) if free < TIGHT else well(_("Disque"), said)


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


def secret() -> Finding:
    what, file = _("Clé secrète"), secret_file()
    if named := os.environ.get("TERREAU_SECRET_KEY"):
        if len(named) < 32:
            return mend(
                what, _("trop courte (%(count)s caractères)") % {"count": len(named)}, _("Mettez-en au moins 32.")
            )
        return well(what, _("dans l’environnement"))
    if not file.is_file():
        return know(what, _("pas encore faite"), _("Elle le sera au premier démarrage."))
    if file.stat().st_mode & 0o077:
        return mend(what, _("lisible par d’autres"), f"chmod 600 {file}")
    return well(what, _("dans le dossier de données, lisible par vous seul"))
