"""Finding out what a town is before it is set up: the register, a border in a file, the public service."""

from dataclasses import dataclass
from functools import cache
from json import loads
from math import pi, sqrt
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from terreau.know.territory.enums import Placing
from terreau.know.territory.outlines.file import features_in, outline_of
from terreau.know.territory.outlines.service import ground_of
from terreau.know.territory.queries import neighbours
from terreau.know.territory.register.reading import Commune
from terreau.know.territory.rules import TownFacts
from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.lib.web import Unreachable

CENTRES = Path(__file__).resolve().parent / "register" / "departements.json"


@dataclass(frozen=True)
class Survey:
    """What was found, and what to tell the person who asked."""

    facts: TownFacts
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Situation:
    centre: geo.Point | None
    outline: geo.Geometry | None
    placing: Placing
    remarks: tuple[str, ...] = ()


def survey_commune(
    home: Commune, *, outline: Path | None = None, centre: geo.Point | None = None, online: bool = True
) -> Survey:
    """Everything known of a French commune; a border in a file comes before the service."""
    place = _situation(home, outline=outline, centre=centre, online=online)
    around = tuple({"code": one.code, "name": one.name, "population": one.population} for one in neighbours(home))
    facts = TownFacts(
        name=home.name, code=home.code, country="FR", population=home.population, postcodes=home.postcodes,
        agglomeration=home.grouping_name, neighbours=around,
        centre=place.centre, outline=place.outline, placing=place.placing,
    )  # fmt: skip
    return Survey(facts, place.remarks)


def survey_by_hand(
    *,
    name: str,
    country: str,
    population: int | None = None,
    outline: Path | None = None,
    centre: geo.Point | None = None,
    hectares: float | None = None,
) -> Survey:
    """A town of any country: its border in a file, else a centre (and a surface, drawn as a circle)."""
    if outline is not None:
        shape = outline_of(features_in(outline), code="", name=name)
        return Survey(TownFacts(name=name, country=country, population=population, centre=centre, outline=shape))
    if centre is None:
        raise Refused(_("Donnez le contour de la ville (--outline) ou son centre (--centre longitude,latitude)."))
    disc = geo.circle(centre, sqrt(hectares * 10_000 / pi)) if hectares else None
    placing = Placing.CIRCLE if disc else Placing.POINT
    facts = TownFacts(
        name=name, country=country, population=population, centre=centre, outline=disc, placing=placing
    )  # fmt: skip
    return Survey(facts, (_("Le contour manque : ajoutez-le plus tard dans les réglages de la ville."),))


def _situation(home: Commune, *, outline: Path | None, centre: geo.Point | None, online: bool) -> Situation:
    if outline is not None:
        shape = outline_of(features_in(outline), code=home.code, name=home.name, inside=geo.FRANCE)
        return Situation(centre, shape, Placing.OUTLINE)
    remarks: tuple[str, ...] = ()
    if online and settings.TERREAU_GEO_API:
        try:
            ground = ground_of(home.code)
        except Unreachable as error:
            remarks = (_("Le service géographique public ne répond pas (%(reason)s).") % {"reason": error},)
        else:
            return _from_service(ground.centre, ground.outline, exact=ground.exact)
    if centre is not None:
        return Situation(centre, None, Placing.POINT, (*remarks, _later()))
    rough = _departements().get(home.departement)
    if rough is None:
        raise Refused(_("Donnez le centre de la commune (--centre longitude,latitude) ou son contour (--outline)."))
    lost = _("La ville est placée au milieu du département, faute de mieux.")
    return Situation(rough, None, Placing.ROUGH, (*remarks, lost, _later()))


def _from_service(centre: geo.Point, outline: geo.Geometry | None, *, exact: bool) -> Situation:
    if exact:
        return Situation(centre, outline, Placing.OUTLINE)
    placing = Placing.CIRCLE if outline else Placing.POINT
    return Situation(centre, outline, placing, (_("Le service public n’a pas donné de contour."), _later()))


def _later() -> str:
    return _("Donnez son contour avec --outline FICHIER --change, ou dans les réglages de la ville.")


@cache
def _departements() -> dict[str, geo.Point]:
    return {code: (lon, lat) for code, (lon, lat) in loads(CENTRES.read_text(encoding="utf-8")).items()}
