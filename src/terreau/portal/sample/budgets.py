"""Three editions of the invented town's budget: one counted, one whose vote is open today, one that gathers ideas.

Nobody can vote in the past, so the ballots of people who never were are laid in the box as a mixing would; that takes
the database's own key, and no page has it.
"""

import secrets
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from terreau.algorithms.counting.presets import PRESETS
from terreau.decide.budgeting import actions
from terreau.decide.budgeting.actions import Draft
from terreau.decide.budgeting.enums import Channel, Finding, PhaseKind, Task
from terreau.decide.budgeting.models import (
    Attendance,
    Ballot,
    Edition,
    Objection,
    Publication,
    Recount,
)
from terreau.know.cards.models import Card
from terreau.know.territory.models import District
from terreau.portal.sample import codes, following, school
from terreau.portal.sample.files import read
from terreau.trust.people.models import Person

HANDS = (
    (Task.STUDY, "claire"), (Task.DESK, "karim"), (Task.TYPE, "youssef"), (Task.TYPE, "etienne"), (Task.COUNT, "nadia"),
    (Task.PUBLISH, "solene"), (Task.ANSWER, "ines"), (Task.FOLLOW, "claire"),
)  # fmt: skip
CHANNELS = (Channel.EMAIL, Channel.LETTER, Channel.DESK, Channel.PAPER, Channel.PHONE)
CROWD = (30, 18, 26, 20, 14, 12)  # of a hundred: families, cyclists, elders, gardeners, players, the south
RECOUNTS = (
    ("Lycée Vaucanson, terminale maths", "script à part"),
    ("Bruno C., Le Courrier de la Rive", "terreau recount"),
    ("Elena F., doctorante", "terreau recount"),
)
BORN = date(1944, 5, 6)
REHEARSED = {"ballots": "invented", "voters": 600, "pattern": "district", "seed": 3}

OBJECTION = "Il a manqué 27 euros aux jeux des Coteaux, sur 34 000. Ne peut-on pas arrondir ?"
ANSWER = (
    "Arrondir après coup changerait la règle votée en mars ; le prix était affiché avant le vote. "
    "Le comité de quartier a réuni ces 27 euros : les jeux sont gardés comme presque retenus."
)


def write_budgets(cast: dict[str, Person], *, now: datetime) -> None:
    for one in read("budgets"):
        edition = _edition(one, cast, now)
        if not one["projects"]:  # ideas are still coming in
            continue
        actions.open_vote(edition=edition, imported=True)
        _vote(edition, one, cast, now)
        if one["closed"]:
            _conclude(edition, cast)
            following.follow(edition, cast["claire"], now)
        else:
            _paper(edition, cast)
            codes.write_waiting(edition, cast)
    school.write_school(cast, now)


def _edition(one: dict[str, Any], cast: dict[str, Person], now: datetime) -> Edition:
    evening = timezone.localtime(now).replace(hour=20, minute=0, second=0, microsecond=0)
    dates = {
        kind: (evening + timedelta(days=opens), evening + timedelta(days=closes))
        for kind, (opens, closes) in one["days"].items()
    }
    values = {
        **{name: one[name] for name in ("name", "question", "summary", "electorate")},
        "budget": Decimal(one["budget"]),
        "residence": "Habiter, travailler ou étudier à Rivelune.",
        "channels": one.get("channels", CHANNELS),
        "asks_address": Channel.REGISTER in one.get("channels", CHANNELS),
        "rule": PRESETS["equal-shares"].rule.to_toml(),
    }
    places = {PhaseKind.COUNT: "Mairie, salle du conseil"}
    edition = actions.make_edition(draft=Draft(values, dates, places), slug=one["slug"], by=cast["maud"])
    for task, who in HANDS:
        actions.assign(edition=edition, person=cast[who], task=task, by=cast["maud"])
    for project in one["projects"]:
        _project(edition, project, cast["claire"])
    actions.show_edition(edition=edition, by=cast["maud"])
    if edition.uses_register:
        school.load_register(edition, cast)
    if one["projects"]:
        actions.rehearse_rules(edition=edition, by=cast["maud"], **REHEARSED)
    return edition


def _project(edition: Edition, one: dict[str, Any], by: Person) -> None:
    values = {name: one[name] for name in ("title", "summary", "description", "drawing")}
    values |= {
        "cost": Decimal(one["cost"]),
        "district": District.objects.filter(slug=one["district"]).first(),
        "carrier": Card.objects.filter(slug=one["carrier"]).first() if one["carrier"] else None,
        "place": Card.objects.filter(slug=one["place"]).first() if one["place"] else None,
    }
    actions.add_project(edition=edition, values=values, key=one["key"], by=by)


def _vote(edition: Edition, one: dict[str, Any], cast: dict[str, Person], now: datetime) -> None:
    chance, opens = Random(one["seed"]), one["days"]["vote"][0]  # noqa: S311  the same town each time
    last = min(one["days"]["vote"][1], 0)
    known = codes.write_codes(edition, one["voters"], cast, Random(one["seed"]), now + timedelta(days=opens))  # noqa: S311  the same town each time
    attendances = [
        Attendance(
            edition=edition,
            voter=voter,
            proof=proof,
            channel=channel,
            day=timezone.localdate(now) + timedelta(days=chance.randint(opens, last)),
        )
        for channel, count in one["voters"].items()
        for voter, proof in known.get(channel)
        or [(secrets.token_hex(32), secrets.token_hex(32)) for _one in range(count)]
    ]
    Attendance.objects.bulk_create(attendances, batch_size=2_000)
    ballots = [
        Ballot(edition=edition, numbers=numbers, values=[1] * len(numbers), tracking=secrets.token_hex(32))
        for numbers in (_chosen(one["projects"], chance) for _person in attendances)
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL budgeting.mixing = 'on'")
        Ballot.objects.bulk_create(ballots, batch_size=2_000)
        cursor.execute("SET LOCAL budgeting.mixing = 'off'")


def _paper(edition: Edition, cast: dict[str, Person]) -> None:
    """Nine neighbours without a computer took a sheet at the town hall; six are sealed, waiting to be read twice.

    Another Andrée Noël, born on the same day, then came to vote: two people have seen her document.
    """
    for family in ("Chassagne", "Morel", "Petit", "Roussel", "Garnier", "Faure", "Blanc", "Guérin", "Noël"):
        actions.hand_paper(edition=edition, family=family, given="Andrée", born=BORN, by=cast["karim"])
    noel = {"family": "Noël", "given": "Andrée", "born": BORN}
    noted = actions.record_dispute(edition=edition, by=cast["karim"], **noel)
    actions.accept_dispute(dispute=noted, by=cast["nadia"], **noel)
    actions.seal_envelope(
        edition=edition, label="Accueil, première semaine", seal="K. Haddad, M. Pernin", sheets=6, by=cast["karim"]
    )


def _chosen(projects: list[dict[str, Any]], chance: Random) -> list[int]:
    """What somebody of this crowd picks: at least one project."""
    while True:
        (kind,) = chance.choices(range(len(CROWD)), CROWD)
        found = [n for n, project in enumerate(projects, 1) if chance.random() < project["tastes"][kind]]
        if found:
            return found


def _conclude(edition: Edition, cast: dict[str, Person]) -> None:
    """Counted by one person, published by another, counted again by three, contested once."""
    asked = actions.run_count(asked=actions.ask_count(edition=edition, by=cast["nadia"]))
    counted = edition.phases.get(kind=PhaseKind.COUNT).closes_at
    Publication.objects.create(edition=edition, count=asked, published_at=counted, published_by=cast["solene"])
    actions.keep_near_misses(asked=asked)
    for days, (name, means) in enumerate(RECOUNTS, 1):
        Recount.objects.create(edition=edition, name=name, means=means, same=True, at=counted + timedelta(days=days))
    Objection.objects.create(
        edition=edition,
        name="Association des parents des Coteaux",
        text=OBJECTION,
        at=counted + timedelta(days=3),
        answer=ANSWER,
        answered_at=counted + timedelta(days=9),
        finding=Finding.UNFOUNDED,
        answered_by=cast["ines"],
    )
