from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "terreau.know.actors"
    label = "actors"
    verbose_name = "Actors"

    def ready(self) -> None:
        from terreau.know.actors.completion import ActorCompletion
        from terreau.know.cards.enums import Species
        from terreau.know.cards.species import register

        register(Species.ACTOR, ActorCompletion())
