from pathlib import Path

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "terreau.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from terreau.know.territory.basemaps.drawing import register_drawing
        from terreau.portal import navigation

        navigation.register()
        register_drawing(Path(__file__).resolve().parent / "sample" / "basemap.geojson")
