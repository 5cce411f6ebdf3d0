"""Pictures: read again and rewritten, so that neither a hidden position nor a broken file is published."""

import io
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from terreau.know.cards.enums import Licence
from terreau.know.cards.models import Card, Picture
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record

MAX_BYTES, MAX_PIXELS, LONGEST_SIDE = 12_000_000, 50_000_000, 1600
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


@transaction.atomic
def add_picture(
    *, card: Card, file: BinaryIO, alt: str, by: Any, credit: str = "", licence: str = Licence.OWN
) -> Picture:
    """Keep a smaller copy without metadata; a picture without a text alternative is refused."""
    if not alt.strip():
        raise Refused(_("Décrivez ce que montre l’image : des personnes l’écouteront au lieu de la voir."))
    picture = Picture(card=card, alt=alt.strip(), credit=credit, licence=licence, added_by=by)
    picture.file.save(f"{card.slug[:60]}.webp", ContentFile(rewritten(file)), save=False)
    picture.save()
    record("cards.picture_added", by=by, on=card, detail={"picture": picture.pk})
    return picture


def rewritten(file: BinaryIO) -> bytes:
    """The image as WebP, upright, at most 1600 px wide or high, with no metadata."""
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Refused(_("Cette image dépasse 12 Mo. Réduisez-la, puis recommencez."))
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Refused(_("Cette image compte plus de 50 millions de points. Réduisez-la, puis recommencez."))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(_("Ce fichier n’est pas une image lisible (JPEG, PNG, WebP ou GIF).")) from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    target = io.BytesIO()
    upright.save(target, "WEBP", quality=82)
    return target.getvalue()


@transaction.atomic
def remove_picture(*, picture: Picture, by: Any) -> None:
    card, file = picture.card, picture.file
    record("cards.picture_removed", by=by, on=card, detail={"picture": picture.pk})
    picture.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name))
