from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

SHAPED = ("category_added", "category_renamed", "categories_merged")


class CardsConfig(AppConfig):
    name = "terreau.know.cards"
    label = "cards"
    verbose_name = "Cards"

    def ready(self) -> None:
        from terreau.know.cards import journal
        from terreau.know.cards.actions.refiling import refile_cards
        from terreau.know.cards.actions.words import learn_words
        from terreau.know.cards.queries import duties, home
        from terreau.trust.audit.objects import register_object
        from terreau.trust.audit.sentences import register
        from terreau.trust.audit.subscriptions import subscribe
        from terreau.trust.people.enums import ScopeKind
        from terreau.trust.people.scopes import register_scope
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
        register(journal.SENTENCES, title=_("Fiches et catégories"))
        register_object("cards.card", _("une fiche"), journal.named_cards)
        register_object("cards.category", _("une catégorie"), journal.named_categories)
        register_object("cards.source", _("une source"))
        register_scope(ScopeKind.THEME, journal.themes)
