from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "terreau.ui"
    label = "ui"
    verbose_name = "User interface"
