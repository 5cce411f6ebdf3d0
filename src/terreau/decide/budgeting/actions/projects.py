"""The projects of an edition: on the ballot at their exact price, until its vote opens."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from terreau.decide.budgeting.actions.changing import check_seen, frozen, keep_changes
from terreau.decide.budgeting.models import Edition, Opening, Project
from terreau.decide.budgeting.queries.envelopes import envelope_money, too_dear
from terreau.lib.errors import Refused
from terreau.lib.numbers import amount
from terreau.lib.signs import clean_line, clean_text
from terreau.trust.audit.actions import record

RESTRICTED = "23001"  # what a trigger that keeps something answers
PROJECT = (
    "title", "summary", "description", "cost", "envelope", "district", "place", "carrier", "lon", "lat", "drawing", "picture", "alt",
)  # fmt: skip


@transaction.atomic
def add_project(*, edition: Edition, values: Mapping[str, Any], by: Any, key: str = "", number: int = 0) -> Project:
    """A project on the ballot, with the next number."""
    last = Project.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    number = number or last + 1
    project = Project(edition=edition, number=number, key=key or str(number), extra=values.get("extra", {}))
    before = edition.changes.filter(number=number).aggregate(last=Max("version"))[
        "last"
    ]  # of one that bore this number
    project.version = (before or 0) + 1
    for name in PROJECT:
        if name in values:
            setattr(project, name, values[name])
    _saved(project)
    record("budgeting.project_added", by=by, on=project, detail={"number": number})
    return project


@transaction.atomic
def change_project(*, project: Project, values: Mapping[str, Any], by: Any, seen: int | None = None) -> Project:
    """Refused where somebody saved it since version `seen` was shown."""
    project = Project.objects.select_for_update(of=("self",)).select_related("edition").get(pk=project.pk)
    check_seen(seen, project.version)
    changes = {name: (getattr(project, name), values[name]) for name in PROJECT if name in values}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    for name, (_before, after) in changes.items():
        setattr(project, name, after)
    project.version += bool(changes)
    _saved(project)
    keep_changes(project.edition, changes, version=project.version, by=by, number=project.number)
    record("budgeting.project_changed", by=by, on=project, detail={"fields": sorted(changes)})
    return project


@transaction.atomic
def remove_project(*, project: Project, by: Any) -> None:
    """Off the ballot, before the vote opens."""
    if Opening.objects.filter(edition=project.edition).exists():
        raise Refused(frozen())
    try:
        with transaction.atomic():
            Project.objects.get(pk=project.pk).delete()
    except DatabaseError as refused:
        raise Refused(_kept(project.edition, refused)) from refused
    record("budgeting.project_removed", by=by, on=project, detail={"number": project.number})


def _kept(edition: Edition, refused: DatabaseError) -> str:
    """Which of the locks of the database refused: the open vote's, or that of a study which two people signed."""
    if Opening.objects.filter(edition=edition).exists():
        return frozen()
    if getattr(refused.__cause__, "sqlstate", "") != RESTRICTED:
        raise refused
    return _(
        "Ce projet vient d’une étude que deux personnes ont signée : son prix et sa place sur le bulletin ne "
        "changent que par une nouvelle étude."
    )


def _saved(project: Project) -> None:
    project.title, project.summary = clean_line(project.title), clean_line(project.summary)
    project.description = clean_text(project.description)
    if Decimal(project.cost) > project.edition.budget:
        raise Refused(_("Ce projet coûte plus que toute la somme à répartir : il ne pourrait jamais être retenu."))
    _check_cost(project.edition, Decimal(project.cost))
    _check_envelope(project)
    try:
        with transaction.atomic():
            project.save()
    except DatabaseError as refused:
        raise Refused(_kept(project.edition, refused)) from refused


def _check_cost(edition: Edition, cost: Decimal) -> None:
    """The prices that the rules of the edition allow."""
    if edition.source is not None:
        return
    if edition.min_cost is not None and cost < edition.min_cost:
        raise Refused(
            _("Dans cette édition, un projet coûte au moins %(money)s €.") % {"money": amount(edition.min_cost)}
        )
    if edition.max_cost is not None and cost > edition.max_cost:
        raise Refused(
            _("Dans cette édition, un projet coûte au plus %(money)s €.") % {"money": amount(edition.max_cost)}
        )


def _check_envelope(project: Project) -> None:
    money = envelope_money(project.edition).get(project.envelope)
    if project.edition.source is None and money is not None and project.cost > money:
        raise Refused(too_dear(project.title, Decimal(project.cost), project.envelope, money))
