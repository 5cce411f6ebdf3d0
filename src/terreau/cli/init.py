"""`terreau init`: set the town up, from the register of communes or by hand. Run twice, it changes nothing."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from terreau.cli.answers import CENTRE, choose_commune
from terreau.know.cards.actions import builtin_source, load_taxonomy
from terreau.know.territory import queries
from terreau.know.territory.actions import settle_town
from terreau.know.territory.models import Town
from terreau.know.territory.surveying import Survey, survey_by_hand, survey_commune
from terreau.lib import geo
from terreau.lib.errors import Refused
from terreau.lib.numbers import number
from terreau.trust.people.actions import invite_first_administrator
from terreau.trust.people.enums import Role
from terreau.trust.people.models import RoleGrant

SOURCES = ("self", "survey", "town")


@click.command("init")
@click.option("--commune", help="INSEE code, postcode or name of a French commune.")
@click.option("--outline", type=click.Path(path_type=Path), help="GeoJSON file with the border (or many borders).")
@click.option("--name", help="Name of the town, for another country or to write it otherwise.")
@click.option("--population", type=click.IntRange(min=0), help="Number of inhabitants.")
@click.option("--country", default="FR", show_default=True, help="Two letters.")
@click.option("--centre", type=CENTRE, help="Longitude,latitude of the centre when there is no border.")
@click.option("--hectares", type=click.FloatRange(min=0, min_open=True), help="Surface, drawn as a circle.")
@click.option("--admin-email", help="Who receives the one-time administrator link.")
@click.option("--change", is_flag=True, help="Rewrite a town that is already set up.")
@click.option("--offline", is_flag=True, help="Ask no service on the internet.")
def init(admin_email: str | None, change: bool, **asked: Any) -> None:
    """Set the town up: its row, its border, its categories, its first administrator."""
    try:
        call_command("migrate", verbosity=0)
        town = queries.town()
        if town is None or change:
            town = _settle(_survey(town, **asked), change=change)
        else:
            _say(_("%(name)s est déjà installée : rien n’est changé (--change pour réécrire).") % {"name": town.name})
        _furnish()
        _invite(admin_email)
    except Refused as refusal:
        raise click.ClickException(refusal.sentence) from None
    _say(_("Pour ouvrir le site : terreau serve"))


def _survey(town: Town | None, *, commune: str | None, name: str | None, country: str, **rest: Any) -> Survey:
    """From the register when a commune is named, else by hand."""
    if country.upper() == "FR" and not (name and not commune):
        wanted = (
            commune or (town.code if town else None) or _ask(_("Quelle commune ? (nom, code postal ou code INSEE)"))
        )
        home = choose_commune(wanted, is_terminal())
        found = survey_commune(home, outline=rest["outline"], centre=rest["centre"], online=not rest["offline"])
        return _with(found, name=name, population=rest["population"])
    if not name:
        raise Refused(_("Donnez le nom de la ville (--name) et son contour (--outline) ou son centre (--centre)."))
    return survey_by_hand(
        name=name, country=country.upper()[:2], population=rest["population"],
        outline=rest["outline"], centre=rest["centre"], hectares=rest["hectares"],
    )  # fmt: skip


def _with(found: Survey, *, name: str | None, population: int | None) -> Survey:
    said = {key: value for key, value in {"name": name, "population": population}.items() if value is not None}
    return replace(found, facts=replace(found.facts, **said))


def _settle(found: Survey, *, change: bool) -> Town:
    town, written = settle_town(facts=found.facts, by=None, change=change)
    if not written:
        _say(_("%(name)s est déjà installée à l’identique : rien n’est changé.") % {"name": town.name})
    for line in (*_facts(town), *found.remarks):
        _say(line)
    return town


def _facts(town: Town) -> list[str]:
    lines = [" · ".join(filter(None, (town.name, town.code, ", ".join(town.postcodes))))]
    if town.population is not None:
        lines.append(_("%(count)s habitants") % {"count": number(town.population)})
    if town.agglomeration:
        told = {"name": town.agglomeration, "count": len(town.neighbours) + 1}
        lines.append(_("%(name)s : %(count)d communes") % told)
    if town.outline:
        surface = geo.area(town.outline) / 1e6
        lines.append(f"{town.get_placing_display()} ({number(surface, 1)} km²)")
    return lines


@transaction.atomic
def _furnish() -> None:
    """What every town starts with; what exists already is left alone."""
    count = load_taxonomy(by=None)
    for slug in SOURCES:
        builtin_source(slug)
    _say(_("Catégories ajoutées : %(count)d") % {"count": count} if count else _("Catégories : déjà là."))


def _invite(email: str | None) -> None:
    if RoleGrant.objects.held().filter(role=Role.ADMINISTRATOR).exists():
        _say(_("Un administrateur existe déjà. Pour un nouveau lien : terreau admin-link"))
        return
    email = email or (_ask(_("Adresse électronique de l’administrateur")) if is_terminal() else None)
    if not email:
        _say(_("Personne n’administre encore ce site : relancez avec --admin-email ADRESSE."))
        return
    _say(_("Lien de l’administrateur, à usage unique :"))
    _say(invite_first_administrator(email=email))


def is_terminal() -> bool:
    return sys.stdin.isatty()


def _ask(question: str, prompt: Callable[..., Any] = click.prompt) -> str:
    if not is_terminal():
        raise Refused(_("Il manque une réponse : %(question)s") % {"question": question})
    return str(prompt(question)).strip()


def _say(line: str) -> None:
    click.echo(line)
