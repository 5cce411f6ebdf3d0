"""Drawing the districts. Every change of border says so, and the cards are filed again by who hears it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.know.territory import queries
from terreau.know.territory.actions.town import forget_on_commit
from terreau.know.territory.models import District
from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.lib.names import slug_of
from terreau.trust.audit.actions import record

CHANGED = "territory.districts_changed"
MOST = 200


@dataclass(frozen=True)
class DistrictDraft:
    name: str
    geometry: geo.Geometry  # checked
    slug: str = ""


def _check_name(name: str, *, but: District | None = None) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise Refused(_("Un quartier porte un nom de 80 signes au plus."))
    if District.objects.filter(name__iexact=name).exclude(pk=but.pk if but else 0).exists():
        raise Refused(_("Un quartier s’appelle déjà %(name)s.") % {"name": name})
    return name


def _check_meets_town(geometry: geo.Geometry) -> None:
    """A border drawn in another region is a mistake, not a district."""
    home = queries.town()
    if home is None:
        return
    west, south, east, north = geo.bounds(geometry)
    w, s, e, n = home.bounds
    if west > e or east < w or south > n or north < s:
        raise Refused(_("Ce quartier est en dehors de la ville. Vérifiez ses coordonnées."))


def _free_slug(name: str, taken: set[str]) -> str:
    base = slug_of(name)[:50].strip("-") or "quartier"
    rank, slug = 2, base
    while slug in taken:
        slug, rank = f"{base}-{rank}", rank + 1
    taken.add(slug)
    return slug


def _new(draft: DistrictDraft, position: int, taken: set[str]) -> District:
    lon, lat = geo.label_point(draft.geometry)
    slug = draft.slug if draft.slug and draft.slug not in taken else _free_slug(draft.name, taken)
    taken.add(slug)
    return District(
        slug=slug, name=_check_name(draft.name), geometry=draft.geometry, lon=lon, lat=lat, position=position
    )


def _slugs() -> set[str]:
    return set(District.objects.values_list("slug", flat=True))


@transaction.atomic
def import_districts(*, drafts: Sequence[DistrictDraft], by: Any, replace: bool = False) -> list[District]:
    """Create districts in the order given. A district of the same name gets the new border, and keeps its place.

    With `replace`, those that the drafts do not name are removed.
    """
    if not 0 < len(drafts) <= MOST:
        raise Refused(_("Donnez entre 1 et %(most)d quartiers.") % {"most": MOST})
    for draft in drafts:
        _check_meets_town(draft.geometry)
    known = {district.name.casefold(): district for district in District.objects.select_for_update()}
    if replace:
        named = {draft.name.casefold() for draft in drafts}
        District.objects.filter(pk__in=[one.pk for name, one in known.items() if name not in named]).delete()
    taken, written = _slugs(), []
    for position, draft in enumerate(drafts, start=0 if replace else len(known)):
        district = known.get(draft.name.casefold()) or _new(draft, position, taken)
        district.geometry = draft.geometry
        district.lon, district.lat = geo.label_point(draft.geometry)
        district.save()
        written.append(district)
    forget_on_commit()
    record(CHANGED, by=by, detail={"change": "imported", "count": len(written)})
    return written


@transaction.atomic
def add_district(*, name: str, geometry: geo.Geometry, by: Any) -> District:
    count = District.objects.count()
    if count >= MOST:
        raise Refused(_("Une ville compte ici 200 quartiers au plus."))
    _check_meets_town(geometry)
    district = _new(DistrictDraft(name, geometry), count, _slugs())
    district.save()
    forget_on_commit()
    record(CHANGED, by=by, on=district, detail={"change": "added"})
    return district


@transaction.atomic
def redraw_district(*, district: District, geometry: geo.Geometry, by: Any) -> District:
    _check_meets_town(geometry)
    district.geometry = geometry
    district.lon, district.lat = geo.label_point(geometry)
    district.save(update_fields=["geometry", "lon", "lat"])
    forget_on_commit()
    record(CHANGED, by=by, on=district, detail={"change": "redrawn"})
    return district


@transaction.atomic
def rename_district(*, district: District, name: str, by: Any) -> District:
    """The address of its page does not change, so that no link breaks."""
    district.name = _check_name(name, but=district)
    district.save(update_fields=["name"])
    forget_on_commit()
    record("territory.district_renamed", by=by, on=district)
    return district


@transaction.atomic
def order_districts(*, slugs: Sequence[str], by: Any) -> None:
    """Put the districts in this order; those left out come last, as they were."""
    rank = {slug: position for position, slug in enumerate(slugs)}
    everyone = list(District.objects.select_for_update())
    everyone.sort(key=lambda one: (rank.get(one.slug, len(rank)), one.position))
    for position, district in enumerate(everyone):
        district.position = position
    District.objects.bulk_update(everyone, ["position"])
    forget_on_commit()
    record("territory.districts_ordered", by=by, detail={"count": len(everyone)})


@transaction.atomic
def remove_district(*, district: District, by: Any) -> None:
    """Its cards stay, filed under no district."""
    slug = district.slug
    district.delete()
    forget_on_commit()
    record(CHANGED, by=by, detail={"change": "removed", "slug": slug})
