"""What a place adds to its card: state, owner, managers, capacity and surface, with the same history."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from terreau.know.places.enums import PlaceStatus
from terreau.know.places.models import Place


class PlaceCompletion:
    labels: ClassVar[Mapping[str, object]] = {
        name: getattr(Place._meta.get_field(name), "verbose_name", name)
        for name in ("state", "owner", "managers", "capacity", "surface")
    }
    states: ClassVar[Mapping[str, object]] = dict(PlaceStatus.choices)

    def create(self, ids: Sequence[int]) -> None:
        Place.objects.bulk_create([Place(card_id=pk) for pk in ids], batch_size=1000)

    def read(self, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        return {
            place.pk: {
                "state": place.state,
                "owner": place.owner_id,
                "managers": sorted(actor.pk for actor in place.managers.all()),
                "capacity": place.capacity,
                "surface": place.surface,
            }
            for place in Place.objects.filter(pk__in=ids).prefetch_related("managers")
        }

    def write(self, card_id: int, values: Mapping[str, Any]) -> None:
        place = Place.objects.get(pk=card_id)
        for name in ("state", "capacity", "surface"):
            if name in values:
                setattr(place, name, values[name])
        if "owner" in values:
            place.owner_id = values["owner"]
        place.save()
        if "managers" in values:
            place.managers.set(values["managers"])
