"""What a place adds to its card: state, owner, managers, capacity and surface, with the same history."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from terreau.know.places.enums import PlaceStatus
from terreau.know.places.models import Place

COLUMNS = {"state": "state", "capacity": "capacity", "surface": "surface", "owner": "owner_id"}


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

    def write(self, values: Mapping[int, Mapping[str, Any]]) -> None:
        places = Place.objects.in_bulk(list(values))
        for pk, given in values.items():
            for name in given.keys() & COLUMNS.keys():
                setattr(places[pk], COLUMNS[name], given[name])
        Place.objects.bulk_update(places.values(), COLUMNS, batch_size=500)
        for pk, given in values.items():
            if "managers" in given:
                places[pk].managers.set(given["managers"])
