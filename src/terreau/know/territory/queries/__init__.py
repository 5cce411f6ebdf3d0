"""Readings of the territory, for pages, the command line and the rooms above."""

from terreau.know.territory.queries.addresses import geocode, search_addresses, service_is_open
from terreau.know.territory.queries.register import commune, find_communes, neighbours
from terreau.know.territory.queries.town import display_outline, district_at, districts, forget, town

__all__ = [
    "commune",
    "display_outline",
    "district_at",
    "districts",
    "find_communes",
    "forget",
    "geocode",
    "neighbours",
    "search_addresses",
    "service_is_open",
    "town",
]
