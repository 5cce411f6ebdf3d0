from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "terreau.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from terreau.know.territory.basemaps.drawing import register_drawing
        from terreau.portal import navigation
        from terreau.trust.audit.sentences import register

        navigation.register()
        register(
            {
                "portal.backup_made": _("Une sauvegarde est faite"),
                "portal.backup_restored": _("Une sauvegarde est remise"),
                "portal.sample_town_settled": _("La ville d’essai est installée"),
            },
            title=_("Le carnet lui-même"),
        )
        register_drawing(Path(__file__).resolve().parent / "sample" / "basemap.geojson")
