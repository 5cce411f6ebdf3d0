"""The guided form: each kind of edition begins with its own answers, and says what they mean."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from terreau.algorithms.counting import parse_rule
from terreau.decide.budgeting import actions
from terreau.decide.budgeting.enums import PhaseKind, Template
from terreau.decide.budgeting.forms import EditionForm
from terreau.decide.budgeting.forms.envelopes import EQUAL, PEOPLE, TYPED, envelopes_from
from terreau.decide.budgeting.forms.starting import start_of
from terreau.decide.budgeting.models import Edition, Opening
from terreau.decide.budgeting.queries.consequences import consequences
from terreau.decide.budgeting.rules import calendar_faults
from terreau.decide.budgeting.tests.editions import draft, edition
from terreau.decide.budgeting.tests.test_pages import form_of, holding, page
from terreau.decide.budgeting.tests.test_result import SQUARE
from terreau.know.territory.models import District
from terreau.know.territory.queries import forget
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_districts() -> None:
    for name in ("Nord", "Sud"):
        District.objects.create(slug=name.lower(), name=name, geometry=SQUARE, lon=2.05, lat=48.05)
    forget()


def sent_of(form: EditionForm) -> dict[str, Any]:
    """What a browser sends of a form that was left as it began."""
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if bound.name.endswith(("_opens", "_closes")):
            if value:
                sent |= {f"{bound.name}_0": f"{value:%Y-%m-%d}", f"{bound.name}_1": f"{value:%H:%M}"}
        elif value is not None and value is not False:
            sent[bound.name] = value
    return sent


@pytest.mark.parametrize("kind", Template.values)
def test_each_kind_begins_with_answers_that_only_lack_a_name(kind: str, client: Client, two_districts: None) -> None:
    signed_in(client, "administrator")
    asked = page(client.get("/budgets/new/"))
    assert all(f"?template={each}" in asked for each in Template.values)
    shown = page(client.get(f"/budgets/new/?template={kind}"))
    assert "Ce que cela veut dire" in shown and "chacune dispose de" in shown
    sent = sent_of(EditionForm(initial=start_of(kind))) | {"name": "Essai"}
    answer = client.post("/budgets/new/", sent)
    assert answer.status_code == 302, page(answer)
    made = Edition.objects.get()
    assert made.template == kind
    kinds = set(made.phases.values_list("kind", flat=True))
    assert "vote" in kinds and (kind == "school" or kinds == set(PhaseKind.values))
    assert set(parse_rule(made.rule).envelopes) == ({"Nord", "Sud", "Toute la ville"} if kind == "districts" else set())
    assert made.min_age == (0 if kind == "school" else 16)


@pytest.mark.parametrize("kind", Template.values)
def test_the_calendar_of_each_kind_follows_the_cycle(kind: str) -> None:
    start = start_of(kind)
    dates = {k: (start[f"{k}_opens"], start[f"{k}_closes"]) for k in PhaseKind if f"{k}_opens" in start}
    assert calendar_faults(dates) == []


LINES = "Nord = 6000\nSud ; 3 000\nOuest: 1000"


def test_envelopes_are_equal_or_by_people_or_typed_and_add_up() -> None:
    assert (
        envelopes_from("Nord\nSud\nOuest", EQUAL, Decimal(100)) == {"Nord": "34", "Sud": "33", "Ouest": "33"}
        or sum(map(Decimal, envelopes_from("Nord\nSud\nOuest", EQUAL, Decimal(100)).values())) == 100
    )
    assert envelopes_from(LINES, PEOPLE, Decimal(50_000)) == {"Nord": "30000", "Sud": "15000", "Ouest": "5000"}
    assert envelopes_from(LINES, TYPED, Decimal(10_000)) == {"Nord": "6000", "Sud": "3000", "Ouest": "1000"}


@pytest.mark.parametrize(
    ("text", "how", "said"),
    [
        (LINES, TYPED, "d’écart"), ("Nord", EQUAL, "deux quartiers"), ("", EQUAL, "deux quartiers"), ("Nord\nSud", PEOPLE, "habitants"),
        ("Nord = 0\nSud = 9", TYPED, "somme"), ("Nord = 1.2.3\nSud = 4", TYPED, "pas un nombre"),
    ],
)  # fmt: skip
def test_envelopes_that_do_not_add_up_are_refused_in_words(text: str, how: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        envelopes_from(text, how, Decimal(50_000))
    assert said in str(caught.value)


def test_an_edition_by_districts_keeps_its_envelopes_when_it_is_settled_again(
    client: Client, two_districts: None
) -> None:
    signed_in(client, "administrator")
    sent = form_of(template="districts", parting="typed", envelopes="Nord = 2000\nSud = 3000")
    assert client.post("/budgets/new/", sent).status_code == 302
    made = Edition.objects.get()
    shown = page(client.get(f"/budgets/{made.slug}/settings/"))
    assert "Nord = 2000 Sud = 3000" in shown and "Il manque encore" in shown
    wrong = client.post(f"/budgets/{made.slug}/settings/", {**sent, "budget": "6000", "seen": "1"})
    assert wrong.status_code == 422 and "d’écart" in page(wrong)
    assert client.post(f"/budgets/{made.slug}/settings/", {**sent, "name": "Autre", "seen": "1"}).status_code == 302
    made.refresh_from_db()
    assert dict(parse_rule(made.rule).envelopes) == {"Nord": "2000", "Sud": "3000"} and made.name == "Autre"
    assert "€, en enveloppes" in page(client.get(f"/budgets/{made.slug}/rules/"))


def test_a_project_goes_in_the_envelope_of_its_district(client: Client, two_districts: None) -> None:
    mayor = Client()
    signed_in(mayor, "administrator", email="maire@essai.example")
    mayor.post("/budgets/new/", form_of(template="districts", envelopes="Nord\nSud", parting="equal"))
    made = Edition.objects.get()
    holding(client, made, "study")
    project = {"title": "Un banc", "summary": "", "description": "", "cost": "900", "envelope": "", "drawing": ""}
    lost = client.post(f"/budgets/{made.slug}/study/", project)
    assert lost.status_code == 422 and "Choisissez l’enveloppe" in page(lost)
    north = District.objects.get(slug="nord")
    assert client.post(f"/budgets/{made.slug}/study/", {**project, "district": north.pk}).status_code == 302
    assert made.projects.get().envelope == "Nord"
    assert "Aucun projet dans : Sud." in page(client.get(f"/budgets/{made.slug}/study/"))


def test_a_vote_with_an_empty_envelope_does_not_open() -> None:
    """It would be frozen, and could never be counted."""
    made = edition()
    rule = made.rule.replace("envelopes = {}", 'envelopes = {"Nord" = "60000"}')
    Edition.objects.filter(pk=made.pk).update(rule=rule)
    assert actions.open_due() == 0
    with pytest.raises(Refused, match="Nord"):
        actions.open_vote(edition=Edition.objects.get(pk=made.pk))
    assert not Opening.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"min_cost": "900", "max_cost": "500"}, "aucun projet ne conviendrait"), ({"max_cost": "5001"}, "plus que toute la somme"),
        ({"min_cost": "6000"}, "aucun projet ne conviendrait"), ({"near_share": "0"}, "entre 1 et 100"),
    ],
)  # fmt: skip
def test_prices_that_no_project_could_have_are_refused(client: Client, changed: dict[str, str], said: str) -> None:
    signed_in(client, "administrator")
    answer = client.post("/budgets/new/", form_of(**changed))
    assert answer.status_code == 422 and said in page(answer)


def test_prices_outside_the_rules_are_refused_and_the_rules_say_so(client: Client) -> None:
    made = edition(min_cost=Decimal(9_000), max_cost=Decimal(42_000), proposers="Tous les habitants.")
    for cost, said in ((8_999, "au moins"), (42_001, "au plus")):
        with pytest.raises(Refused, match=said):
            actions.add_project(edition=made, values={"title": "Hors des prix", "cost": Decimal(cost)}, by=None)
    shown = page(client.get(f"/budgets/{made.slug}/rules/"))
    assert "De 9 000 à 42 000 €." in shown and "Tous les habitants." in shown


@pytest.mark.parametrize(
    "wrong", [{"min_cost": 5, "max_cost": 4}, {"max_cost": 60_001}, {"near_share": 0}, {"near_share": 101}]
)
def test_the_database_refuses_rules_that_contradict_each_other(wrong: dict[str, int]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        actions.make_edition(draft=draft(**wrong), by=None)


def test_what_the_answers_mean_is_said_while_they_are_typed(client: Client) -> None:
    assert client.post("/budgets/new/consequences/", form_of()).status_code == 403
    signed_in(client, "administrator")
    said = page(
        client.post("/budgets/new/consequences/", form_of(budget="120000", electorate="20000", max_cost="40000"))
    )
    assert "Si une personne sur 20 vote (1 000), chacune dispose de 120 €." in said
    assert "paie 3 projets" in said and "On vote dès 11 ans, mineurs compris." in said
    half = page(client.post("/budgets/new/consequences/", {"budget": "cent"}))
    assert "Écrivez la somme" in half
    assert consequences({"budget": Decimal(1), "channels": ["email"]})[-1] == "Sans internet, on ne peut pas voter."


def test_whoever_settles_sees_what_the_answers_mean_too(client: Client) -> None:
    made = edition(opens=3, closes=9)
    holding(client, made, "settle")
    assert client.post("/budgets/new/consequences/", form_of()).status_code == 200
    assert "Ce que cela veut dire" in page(client.get(f"/budgets/{made.slug}/settings/"))


def test_once_the_vote_is_open_only_words_are_offered_and_saved(client: Client) -> None:
    made = edition(channels=["letter"], min_age=11)
    holding(client, made, "settle")
    actions.open_vote(edition=made)
    shown = page(client.get(f"/budgets/{made.slug}/settings/"))
    assert 'name="budget"' not in shown and 'name="name"' in shown and "Ce qui ne change plus" in shown
    sent = {"name": "Autre nom", "channels": ["desk"], "seen": "1"}
    assert client.post(f"/budgets/{made.slug}/settings/", sent).status_code == 302
    made.refresh_from_db()
    assert made.name == "Autre nom" and made.channels == ["letter"]


def test_a_school_is_reckoned_by_the_class_and_in_cents() -> None:
    assert "Si 25 personnes votent, chacune dispose de 12 €." in consequences(
        {"budget": Decimal(300), "template": "school"}
    )
    assert "Si 1\u202f000 personnes votent, chacune dispose de 0,30 €." in consequences({"budget": Decimal(300)})
