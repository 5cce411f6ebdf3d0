from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "terreau.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from terreau.portal import navigation  # noqa: PLC0415  its models exist only once every app is loaded

        navigation.register()
