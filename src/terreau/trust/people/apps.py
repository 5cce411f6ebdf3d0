from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "terreau.trust.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from terreau.trust.audit.objects import register_object
        from terreau.trust.audit.sentences import register, register_roles
        from terreau.trust.people.enums import Role
        from terreau.trust.people.queries import named

        register(SENTENCES, title=_("Personnes et rôles"))
        register_roles({role.value: role.label for role in Role})
        register_object("people.person", _("une personne"), named)


SENTENCES = {
    "people.role_given": _("Un rôle est confié"),
    "people.role_withdrawn": _("Un rôle est retiré"),
}
