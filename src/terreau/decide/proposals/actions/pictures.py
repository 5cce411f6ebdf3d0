"""A picture sent with a form that was refused: kept a day aside, so that it need not be chosen again."""

import secrets
from datetime import timedelta
from typing import BinaryIO

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from terreau.know.cards.actions.pictures import rewritten

FOLDER, SALT, LONGEST = "kept-pictures", "proposals.kept", timedelta(days=1)  # a folder that the site does not serve


def keep_picture(*, picture: BinaryIO) -> str:
    """A signed name for the next sending of the form; what is no picture is refused as ever."""
    name = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}.webp", ContentFile(rewritten(picture)))
    return signing.dumps(name, salt=SALT)


def kept_picture(signed: str) -> BinaryIO | None:
    """The picture of this name, if it is ours and still there."""
    try:
        name: str = signing.loads(signed, salt=SALT, max_age=LONGEST)
        with default_storage.open(name) as file:
            return ContentFile(file.read())  # type: ignore[return-value]  # a file all the same
    except (signing.BadSignature, OSError):
        return None


def forget_kept() -> int:
    """Throw away what is older than a day; how many."""
    if not default_storage.exists(FOLDER):
        return 0
    names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    old = [name for name in names if default_storage.get_modified_time(name) < timezone.now() - LONGEST]
    for name in old:
        default_storage.delete(name)
    return len(old)
