"""What imports ask of staff: previews to read again, imports that stopped."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from terreau.share.opendata.enums import Stage
from terreau.share.opendata.models import Import
from terreau.share.opendata.policies import can_import
from terreau.ui.duties import Duty


def duties(person: Any) -> list[Duty]:
    if not can_import(person):
        return []
    held = dict.fromkeys((Stage.PREVIEWED, Stage.FAILED), 0)
    for stage in Import.objects.filter(stage__in=held).values_list("stage", flat=True):
        held[Stage(stage)] += 1
    url = reverse("opendata:imports")
    found = []
    if held[Stage.FAILED]:
        found.append(
            Duty(_("Imports arrêtés"), url, _("Voir pourquoi"), count=held[Stage.FAILED], step="share", urgent=True)
        )
    if held[Stage.PREVIEWED]:
        found.append(Duty(_("Imports à relire"), url, _("Relire"), count=held[Stage.PREVIEWED], step="share"))
    return found
