from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "terreau.share.opendata"
    label = "opendata"
    verbose_name = "Open data"

    def ready(self) -> None:
        from terreau.share.opendata.queries.duties import duties
        from terreau.ui.duties import register_duties

        register_duties(duties)
