from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "terreau.know.places"
    label = "places"
    verbose_name = "Places"
