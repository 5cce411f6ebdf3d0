from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "terreau.know.territory"
    label = "territory"
    verbose_name = "Territory"
