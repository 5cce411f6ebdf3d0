"""Addresses of open data."""

from django.urls import path

from terreau.share.opendata.views import deciding, duplicates, feeds, home, imports

app_name = "opendata"

urlpatterns = [
    path("", home.home, name="home"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.one_import, name="import"),
    path("imports/<int:pk>/progress/", imports.progress, name="progress"),
    path("imports/<int:pk>/stage/", imports.stage, name="stage"),
    path("imports/<int:pk>/decision/", deciding.decision, name="decision"),
    path("imports/<int:pk>/words/", deciding.words, name="words"),
    path("imports/<int:pk>/asking/", deciding.asking, name="asking"),
    path("imports/<int:pk>/points/", imports.points, name="points"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/<int:pk>/", feeds.feed, name="feed"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/<int:first>/<int:second>/", duplicates.pair, name="pair"),
    path("duplicates/<int:first>/<int:second>/points/", duplicates.points, name="pair-points"),
]
