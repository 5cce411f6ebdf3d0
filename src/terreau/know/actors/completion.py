"""An actor's card is completed by one row, which other rooms point to."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from terreau.know.actors.models import Actor


class ActorCompletion:
    labels: ClassVar[Mapping[str, object]] = {}
    states: ClassVar[Mapping[str, object]] = {}

    def create(self, ids: Sequence[int]) -> None:
        Actor.objects.bulk_create([Actor(card_id=pk) for pk in ids], batch_size=1000)

    def read(self, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        return {pk: {} for pk in ids}

    def write(self, values: Mapping[int, Mapping[str, Any]]) -> None:
        return
