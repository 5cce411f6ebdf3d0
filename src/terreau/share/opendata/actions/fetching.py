"""A file brought from an address of the web, then received like any other."""

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from terreau.lib.public_web import Forbidden, download
from terreau.lib.web import Unreachable
from terreau.share.opendata.actions.receiving import receive_file
from terreau.share.opendata.formats import Unreadable
from terreau.share.opendata.models import Import


def receive_url(
    *, url: str, source_name: str, licence: str, by: Any, species: str = "", ask: bool | None = None
) -> Import:
    with tempfile.NamedTemporaryFile(prefix="terreau-import-") as copy:
        path = Path(copy.name)
        bring(url, path)
        return receive_file(
            path=path, name=name_of(url), source_name=source_name, licence=licence, by=by, species=species, ask=ask
        )


def bring(url: str, path: Path) -> None:
    """Copy the document, or say why not in a sentence."""
    host = urlsplit(url).netloc if "//" in url else url[:60]
    try:
        download(url, path, limit=settings.IMPORT_MAX_BYTES, local=settings.IMPORT_FROM_LOCAL)
    except Forbidden:
        raise Unreadable(
            _("L’adresse « %(host)s » n’est pas une adresse publique du web : rien ne lui a été demandé.")
            % {"host": host}
        ) from None
    except Unreachable as error:
        raise Unreadable(
            _("« %(host)s » n’a pas donné le fichier (%(why)s). Essayez plus tard, ou téléchargez-le vous-même.")
            % {"host": host, "why": error}
        ) from None


def name_of(url: str) -> str:
    """The last part of the address, as a file name."""
    parts = urlsplit(url)
    return (parts.path.rstrip("/").rpartition("/")[2] or parts.netloc)[:200]
