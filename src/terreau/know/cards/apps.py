from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "terreau.know.cards"
    label = "cards"
    verbose_name = "Cards"

    def ready(self) -> None:
        from terreau.know.cards.actions.refiling import refile_cards
        from terreau.trust.audit.subscriptions import subscribe

        subscribe("territory.districts_changed", lambda _event: refile_cards())
