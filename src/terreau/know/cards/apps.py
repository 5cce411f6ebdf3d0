from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

SHAPED = ("category_added", "category_renamed", "categories_merged")


class CardsConfig(AppConfig):
    name = "terreau.know.cards"
    label = "cards"
    verbose_name = "Cards"

    def ready(self) -> None:
        from terreau.know.cards.actions.refiling import refile_cards
        from terreau.know.cards.actions.words import learn_words
        from terreau.know.cards.queries import duties, home
        from terreau.trust.audit.subscriptions import subscribe
        from terreau.ui import loop
        from terreau.ui.duties import register_duties
        from terreau.ui.registry import NavigationItem, Search, register_navigation, register_search

        subscribe("territory.districts_changed", lambda _event: refile_cards())
        for name in ("card_created", "card_edited", "cards_imported", "categories_loaded", *SHAPED):
            subscribe(f"cards.{name}", learn_words)
        spaces = ("cards", "actors", "places")
        register_navigation(NavigationItem(_("Carte"), "cards:map", "map", "know", position=10, namespaces=spaces))
        register_search(Search("cards:map", _("Un nom, une rue, un besoin")))
        loop.register_door("know", home.door)
        loop.register_calls(home.calls)
        loop.register_news(home.news)
        loop.register_first_steps(home.first_steps)
        register_duties(duties.duties)
