from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver
from django.views.i18n import set_language

from terreau.ui import views

app_name = "ui"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.gallery, name="gallery"),
    path("theme/", views.theme, name="theme"),
    path("language/", set_language, name="language"),
]
