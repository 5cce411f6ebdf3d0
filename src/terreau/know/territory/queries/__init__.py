"""Readings of the territory, for pages, the command line and the rooms above."""

from terreau.know.territory.queries.addresses import count_addresses, geocode, search_addresses, service_is_open
from terreau.know.territory.queries.register import commune, find_communes, neighbours
from terreau.know.territory.queries.town import (
    current_town,
    display_geometry,
    display_outline,
    district_at,
    districts,
    forget,
    or_refused,
    style_hosts,
    town,
)

__all__ = [
    "commune",
    "count_addresses",
    "current_town",
    "display_geometry",
    "display_outline",
    "district_at",
    "districts",
    "find_communes",
    "forget",
    "geocode",
    "neighbours",
    "or_refused",
    "search_addresses",
    "service_is_open",
    "style_hosts",
    "town",
]
