from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenDataConfig(AppConfig):
    name = "terreau.share.opendata"
    label = "opendata"
    verbose_name = "Open data"

    def ready(self) -> None:
        from terreau.share.opendata.queries.duties import duties
        from terreau.trust.audit.objects import register_object
        from terreau.trust.audit.sentences import register
        from terreau.ui.duties import register_duties

        register_duties(duties)
        register(SENTENCES, title=_("Données ouvertes"))
        register_object("opendata.import", _("un import"))


SENTENCES = {
    "opendata.file_received": _("Un fichier est reçu"),
    "opendata.import_applied": _("Un import est appliqué"),
    "opendata.import_undone": _("Un import est défait"),
    "opendata.feed_followed": _("Une source est suivie"),
    "opendata.feed_paused": _("Une source n’est plus suivie"),
    "opendata.feed_resumed": _("Une source est suivie de nouveau"),
}
