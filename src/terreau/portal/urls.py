from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from terreau.portal import dashboard, space, views

app_name = "portal"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("me/", space.me, name="me"),
    path("participate/", views.participate, name="participate"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
