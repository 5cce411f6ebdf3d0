from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "terreau.know.places"
    label = "places"
    verbose_name = "Places"

    def ready(self) -> None:
        from terreau.know.cards.enums import Species
        from terreau.know.cards.species import register
        from terreau.know.places.completion import PlaceCompletion

        register(Species.PLACE, PlaceCompletion())
