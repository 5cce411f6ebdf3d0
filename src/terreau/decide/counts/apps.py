from django.apps import AppConfig


class CountsConfig(AppConfig):
    name = "terreau.decide.counts"
    label = "counts"
    verbose_name = "Counts"
