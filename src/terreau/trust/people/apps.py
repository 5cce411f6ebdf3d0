from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "terreau.trust.people"
    label = "people"
    verbose_name = "People"
