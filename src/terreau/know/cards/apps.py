from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "terreau.know.cards"
    label = "cards"
    verbose_name = "Cards"
