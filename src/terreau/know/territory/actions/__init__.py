"""The only writers of the territory."""

from terreau.know.territory.actions.addresses import load_addresses
from terreau.know.territory.actions.basemap import choose_base_map
from terreau.know.territory.actions.districts import (
    DistrictDraft,
    add_district,
    import_districts,
    order_districts,
    redraw_district,
    remove_district,
    rename_district,
)
from terreau.know.territory.actions.town import change_settings, place_town, settle_town

__all__ = [
    "DistrictDraft",
    "add_district",
    "change_settings",
    "choose_base_map",
    "import_districts",
    "load_addresses",
    "order_districts",
    "place_town",
    "redraw_district",
    "remove_district",
    "rename_district",
    "settle_town",
]
