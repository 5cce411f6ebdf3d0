"""What people answer on the command line: a commune among homonyms, a centre, a number written for reading."""

from typing import Any

import click
from django.utils.translation import gettext as _

from terreau.know.territory.queries import find_communes
from terreau.know.territory.register.reading import Commune
from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.lib.numbers import number


class Centre(click.ParamType):
    name = "lon,lat"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> geo.Point:
        try:
            lon, lat = (float(part) for part in str(value).split(","))
        except ValueError:
            self.fail(f"{value!r}: write longitude,latitude such as 6.45,48.17", param, ctx)
        if not (-180 <= lon <= 180 and -85 <= lat <= 85):
            self.fail(f"{value!r} is not on the map: the longitude comes first", param, ctx)
        return lon, lat


CENTRE = Centre()


def choose_commune(text: str, terminal: bool) -> Commune:
    """The commune meant. An official code decides alone; between several, a person is asked, a script is told."""
    found = find_communes(text)
    if not found:
        raise Refused(_("Aucune commune ne répond à « %(text)s ».") % {"text": text})
    if len(found) == 1 or found[0].code == text.upper():
        return found[0]
    lines = [_line(rank, one) for rank, one in enumerate(found, start=1)]
    if not terminal:
        click.echo(_("Plusieurs communes répondent à « %(text)s » :") % {"text": text}, err=True)
        click.echo("\n".join(lines), err=True)
        click.echo(_("Relancez avec le code INSEE : --commune %(code)s") % {"code": found[0].code}, err=True)
        raise click.exceptions.Exit(2)
    click.echo("\n".join(lines))
    rank = click.prompt(_("Laquelle ? (numéro)"), type=click.IntRange(1, len(found)))
    return found[rank - 1]


def _line(rank: int, one: Commune) -> str:
    people = _("%(count)s habitants") % {"count": number(one.population)} if one.population is not None else ""
    return f"{rank:3}. " + " · ".join(filter(None, (one.name, one.departement_name, one.code, people)))
