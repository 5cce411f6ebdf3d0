from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryConfig(AppConfig):
    name = "terreau.know.territory"
    label = "territory"
    verbose_name = "Territory"

    def ready(self) -> None:
        from terreau.know.territory.queries import districts
        from terreau.trust.audit.objects import register_object
        from terreau.trust.audit.sentences import register
        from terreau.trust.people.enums import ScopeKind
        from terreau.trust.people.scopes import register_scope

        register(SENTENCES, title=_("La ville"))
        register_object("territory.town", _("la ville"))
        register_object("territory.district", _("un quartier"))
        register_scope(ScopeKind.DISTRICT, lambda: [(one.slug, one.name) for one in districts()])


SENTENCES = {
    "territory.town_settled": _("La ville est installée"),
    "territory.town_changed": _("Les réglages de la ville changent"),
    "territory.town_placed": _("La ville reçoit son contour"),
    "territory.base_map_chosen": _("Le fond de carte est choisi"),
    "territory.districts_changed": _("Le contour des quartiers change"),
    "territory.district_renamed": _("Un quartier change de nom"),
    "territory.districts_ordered": _("Les quartiers changent d’ordre"),
    "territory.addresses_loaded": _("La base d’adresses de la ville est chargée"),
}
