"""Setting the town up, then changing what is said of it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.know.territory import queries
from terreau.know.territory.enums import Placing
from terreau.know.territory.models import Town
from terreau.know.territory.rules import TownFacts, differences
from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.trust.audit.actions import record

PLACE = frozenset({"lon", "lat", "bounds", "outline", "placing"})
SETTINGS = ("name", "notice", "kept_by", "contact")


def forget_on_commit() -> None:
    """This process sees the change at once, the others when their copy has expired."""
    queries.forget()
    transaction.on_commit(queries.forget)


@transaction.atomic
def settle_town(*, facts: TownFacts, by: Any, change: bool = False) -> tuple[Town, list[str]]:
    """Write the town's row; returns it with the names of the columns written.

    A town that exists is left as it is unless `change` is asked: then only what `facts` says is rewritten.
    """
    town = Town.objects.select_for_update().first()
    wanted = facts.values()
    if town and town.outline and facts.outline is None and town.code == facts.code:
        wanted = {name: value for name, value in wanted.items() if name not in PLACE}  # a border is not lost offline
    changed = differences({name: getattr(town, name) for name in wanted}, wanted) if town else sorted(wanted)
    if town and (not change or not changed):
        return town, []
    kept = town or Town()
    for name in changed:
        setattr(kept, name, wanted[name])
    kept.save()
    forget_on_commit()
    record("territory.town_changed" if town else "territory.town_settled", by=by, on=kept, detail={"fields": changed})
    return kept, changed


@transaction.atomic
def change_settings(*, values: Mapping[str, Any], by: Any) -> Town:
    """What the administrator says of the town: its name, its notice, who keeps the notebook, where to be found."""
    town = locked_town()
    wanted = {name: values[name] for name in SETTINGS if name in values}
    changed = differences({name: getattr(town, name) for name in wanted}, wanted)
    if not wanted.get("name", town.name):
        raise Refused(_("La ville a besoin d’un nom."))
    if changed:
        Town.objects.filter(pk=1).update(**{name: wanted[name] for name in changed})
        forget_on_commit()
        record("territory.town_changed", by=by, on=town, detail={"fields": changed})
    return Town.objects.get()


@transaction.atomic
def place_town(*, outline: geo.Geometry, by: Any) -> Town:
    """Give the town its true border."""
    town = locked_town()
    centre = geo.label_point(outline)
    Town.objects.filter(pk=1).update(
        outline=outline, lon=centre[0], lat=centre[1], bounds=list(geo.bounds(outline)), placing=Placing.OUTLINE
    )
    forget_on_commit()
    record("territory.town_placed", by=by, on=town)
    return Town.objects.get()


def locked_town() -> Town:
    return queries.or_refused(Town.objects.select_for_update().first())
