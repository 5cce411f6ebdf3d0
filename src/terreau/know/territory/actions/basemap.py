"""Choosing what is drawn under the cards."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.know.territory.actions.town import forget_on_commit, locked_town
from terreau.know.territory.basemaps.archive import read_archive
from terreau.know.territory.basemaps.remote import RemoteStyle
from terreau.know.territory.enums import BaseMap
from terreau.know.territory.models import Style, Town
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record


@transaction.atomic
def choose_base_map(*, choice: str, by: Any, style: RemoteStyle | None = None, pmtiles: str = "") -> Town:
    """`style` is the copy that `basemaps.remote.read_style` made, outside the transaction."""
    town = locked_town()
    if choice == BaseMap.SAMPLE and not town.invented:
        raise Refused(_("Le plan d’exemple ne dessine que la ville d’exemple."))
    if choice == BaseMap.PMTILES:
        read_archive(pmtiles)
    if choice == BaseMap.STYLE:
        if style is None:
            raise Refused(_("Donnez l’adresse du style."))
        Style.objects.exclude(url=style.url).delete()
        Style.objects.update_or_create(url=style.url, defaults={"document": style.document, "hosts": list(style.hosts)})
    Town.objects.filter(pk=1).update(
        base_map=choice,
        style_url=style.url if style and choice == BaseMap.STYLE else "",
        pmtiles=pmtiles if choice == BaseMap.PMTILES else "",
    )
    forget_on_commit()
    record("territory.base_map_chosen", by=by, on=town, detail={"choice": choice})
    return Town.objects.get()
