from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "terreau.know.actors"
    label = "actors"
    verbose_name = "Actors"
