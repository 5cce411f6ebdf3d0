"""Addresses of the town: its map's style, its settings, its districts."""

from django.urls import path

from terreau.know.territory.views import basemap, districts, settings

app_name = "territory"

urlpatterns = [
    path("basemap/style.json", basemap.style, name="style"),
    path("basemap/drawing.geojson", basemap.drawing, name="drawing"),
    path("basemap/tiles.pmtiles", basemap.tiles, name="tiles"),
    path("settings/", settings.settings, name="settings"),
    path("settings/base-map/", settings.base_map, name="base-map"),
    path("settings/outline/", settings.outline, name="outline"),
    path("settings/addresses/", settings.addresses, name="addresses"),
    path("districts/", districts.districts, name="districts"),
    path("districts/file/", districts.from_file, name="districts-file"),
    path("districts/order/", districts.order, name="districts-order"),
    path("districts/<slug:slug>/", districts.district, name="district"),
    path("districts/<slug:slug>/removal/", districts.removal, name="district-removal"),
]
