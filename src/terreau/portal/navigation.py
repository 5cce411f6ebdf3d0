"""What the shell of every page says of the town and of its rooms."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from terreau.know.territory import queries as territory
from terreau.know.territory.basemaps.drawing import register_drawing
from terreau.ui import registry
from terreau.ui.registry import FootLink, NavigationItem, TownFace

SAMPLE = Path(__file__).resolve().parent / "sample"


def face() -> TownFace | None:
    """The town as every page shows it; None before it is set up."""
    town = territory.town()
    if town is None:
        return None
    return TownFace(town.name, town.population, town.invented, town.notice, town.kept_by, town.contact)


def register() -> None:
    register_drawing(SAMPLE / "basemap.geojson")
    registry.register_town(face)
    registry.register_navigation(NavigationItem(_("Participer"), "portal:participate", "hand", position=20))
    for position, (label, url_name) in enumerate(FOOT):
        registry.register_foot_link(FootLink(label, url_name, position))


FOOT = (
    (_("Qui tient ce carnet"), "people:keepers"),
    (_("Données ouvertes"), "opendata:home"),
    (_("Journal public"), "audit:events"),
    (_("Accessibilité"), "portal:accessibility"),
)
