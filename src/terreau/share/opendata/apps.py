from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "terreau.share.opendata"
    label = "opendata"
    verbose_name = "Open data"
