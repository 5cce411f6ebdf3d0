"""The town's electoral register, and the budget of a school: its class has cards, and some pupils have voted."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from terreau.decide.budgeting import actions
from terreau.decide.budgeting.actions import Draft, Identity
from terreau.decide.budgeting.counting_rule import Answers, compose
from terreau.decide.budgeting.electors import Listed
from terreau.decide.budgeting.enums import BallotKind, Channel, PhaseKind, Template
from terreau.decide.budgeting.models import Edition
from terreau.trust.people.models import Person

FAMILIES = (
    "Aubert",
    "Chassagne",
    "Amrani",
    "Haddad",
    "Ledoux",
    "Weber",
    "Castel",
    "Morel",
    "Garnier",
    "Le Goff",
    "de La Tour",
)
GIVEN = ("Odile, Marie", "Jean-Paul", "Samir", "Zoé", "Andrée", "Luc, Étienne", "Inès", "Paul")
STREETS = ("rue du Moulin", "quai des Tanneurs", "avenue de la Gare", "impasse des Lilas")
LISTED = Listed("Petitjean", "Odile, Marie", date(1958, 7, 14), usual="Garnier", street="12 rue du Moulin")
IDEAS = (
    ("Un potager dans la cour", "Trois bacs, des graines, des arrosoirs.", 120, "garden"),
    ("Des ballons et des cordes", "De quoi jouer à toutes les récréations.", 80, "play"),
    ("Un banc de l’amitié", "On s’y assoit quand on cherche quelqu’un avec qui jouer.", 150, "bench"),
    ("Des nichoirs à mésanges", "On les monte nous-mêmes, on compte les oiseaux.", 60, "nest"),
)
CHOSEN = ((1, 4), (1,), (2, 3), (1, 2, 4), (3,), (2, 4), (1, 3), (4,), (1, 2), (3, 4), (1, 4), (2,))


def load_register(edition: Edition, cast: dict[str, Person]) -> None:
    """People who never were; one of them is known to the journeys."""
    chance = Random(70)  # noqa: S311  the same town each time
    listed = [
        Listed(family, given, date(chance.randint(1935, 2008), chance.randint(1, 12), chance.randint(1, 28)),
               street=f"{chance.randint(1, 60)} {chance.choice(STREETS)}")
        for family in FAMILIES
        for given in GIVEN
    ]  # fmt: skip
    actions.load_register(edition=edition, persons=[LISTED, *listed], by=cast["karim"])


def write_school(cast: dict[str, Person], now: datetime) -> None:
    """Opened by the teacher alone, with the school's own money."""
    evening = timezone.localtime(now).replace(hour=18, minute=0, second=0, microsecond=0)
    vote = (evening - timedelta(days=2), evening + timedelta(days=6))
    values = {
        "name": "École Jean-Moulin : notre cour", "question": "Que faire avec 300 € dans la cour ?",
        "summary": "Le budget des élèves. On vote en classe, avec une carte.", "template": Template.SCHOOL,
        "budget": Decimal(300), "min_age": 0, "channels": [Channel.CLASS, Channel.PAPER], "few_hands": True,
        "can_replace": False, "shows_tracking": False, "rule": compose("equal-shares", BallotKind.APPROVAL, None, Answers()).to_toml(),
    }  # fmt: skip
    dates = {PhaseKind.VOTE: vote, PhaseKind.OBJECT: (vote[1], vote[1] + timedelta(days=7))}
    thomas = cast["thomas"]
    edition = actions.make_edition(draft=Draft(values, dates), slug="ecole-jean-moulin", by=thomas, alone=True)
    for title, summary, cost, drawing in IDEAS:
        project = {"title": title, "summary": summary, "cost": Decimal(cost), "drawing": drawing}
        actions.add_project(edition=edition, values=project, by=thomas)
    actions.show_edition(edition=edition, by=thomas)
    edition = Edition.objects.get(pk=edition.pk)
    session, cards = actions.open_class(
        edition=edition, name="CM2 de M. Ledoux", school="École Jean-Moulin", pupils=24, lang="fr", by=thomas
    )
    for card, numbers in zip(cards, CHOSEN, strict=False):
        who = Identity(card=(session.pk, " ".join(card.pictures)))
        choices = dict.fromkeys(numbers, 1)
        actions.cast_ballot(edition=edition, choices=choices, identity=who, nonce=f"{session.code} {card.number}")
