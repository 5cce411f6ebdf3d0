from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "terreau.decide.proposals"
    label = "proposals"
    verbose_name = "Proposals"
