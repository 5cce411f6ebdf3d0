"""An edition by districts: one's own and the whole town's, refused elsewhere by every way in, counted envelope by envelope."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.recount import open_kit
from terreau.algorithms.counting.rule import changed
from terreau.decide.budgeting import actions, queries, rules
from terreau.decide.budgeting.actions import Identity
from terreau.decide.budgeting.districts import Envelopes
from terreau.decide.budgeting.models import Edition, Phase, Slip
from terreau.decide.budgeting.printing.saying import how_to_fill
from terreau.decide.budgeting.queries.plainly import rule_in_words
from terreau.decide.budgeting.script import spoken_steps
from terreau.decide.budgeting.tests.editions import close, draft, letters, person, vote
from terreau.decide.budgeting.tests.test_counting import counted
from terreau.decide.budgeting.tests.test_pages import CIVIL, holding, page
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused

pytestmark = pytest.mark.django_db
MONEY = {"Nord": "20000", "Sud": "10000", "Toute la ville": "30000"}
PROJECTS = (
    ("Nord", 12_000),
    ("Nord", 9_000),
    ("Sud", 8_000),
    ("Sud", 5_000),
    ("Toute la ville", 25_000),
    ("Toute la ville", 9_000),
)
HOLDING = {number: envelope for number, (envelope, _cost) in enumerate(PROJECTS, 1)}
COSTS = {number: Decimal(cost) for number, (_envelope, cost) in enumerate(PROJECTS, 1)}


def by_districts(*, projects: Any = PROJECTS, money: Any = MONEY, shown: bool = True, **values: Any) -> Edition:
    """Two districts and the town; the voter chooses one."""
    own = {"template": "districts", "own_district": True, "town_envelope": "Toute la ville", **values}
    rule = changed(PRESETS["equal-shares"].rule, envelopes=money).to_toml()
    plain = draft(**{name: value for name, value in own.items() if name != "rule"})
    made = actions.make_edition(draft=actions.Draft({**plain.values, "rule": rule}, plain.dates), by=None)
    for number, (envelope, cost) in enumerate(projects, 1):
        given = {"title": f"Projet {number}", "cost": Decimal(cost), "envelope": envelope}
        actions.add_project(edition=made, values=given, by=None)
    if shown:
        actions.show_edition(edition=made, by=None)
    return Edition.objects.get(pk=made.pk)


def terms(kind: str = "approval", **more: Any) -> rules.Terms:
    money = {name: Decimal(amount) for name, amount in MONEY.items()}
    asked = {"money": money, "holding": HOLDING, "town": "Toute la ville", "own": True, **more}
    return rules.Terms(kind, Decimal(60_000), COSTS, envelopes=Envelopes(**asked))


@pytest.mark.parametrize(
    ("made", "chosen", "said"),
    [
        (terms(), (1, 2, 5, 6), ""),
        (terms(), (3, 5), ""),
        (terms(), (5, 6), ""),
        (
            terms(),
            (1, 3),
            "dans plusieurs : Nord, Sud. Gardez-en un seul. Les projets de « Toute la ville » s’y ajoutent.",
        ),
        (terms(own=False), (1, 3, 5), ""),
        (terms(max_each=1), (1, 5), ""),
        (terms(max_each=1), (1, 2, 5), "Nord : vous avez choisi 2 projets, et le bulletin en prend 1 par enveloppe"),
        (terms("basket"), (1, 5), ""),
        (terms("basket"), (1, 2), "Nord : le panier dépasse l’enveloppe de 1"),
        (terms("basket", own=False), (1, 3, 5, 6), "Toute la ville : le panier dépasse l’enveloppe de 4"),
    ],
)
def test_a_ballot_keeps_to_its_envelopes_or_is_told_why_not(
    made: rules.Terms, chosen: tuple[int, ...], said: str
) -> None:
    faults = " ".join(rules.ballot_faults(made, dict.fromkeys(chosen, 1)))
    assert (said in " ".join(faults.split())) if said else faults == ""


@pytest.mark.parametrize(("values", "numbers"), [({}, (1, 3)), ({"max_each": 1}, (1, 2))])
def test_the_database_refuses_what_the_rules_refuse(values: dict[str, int], numbers: tuple[int, ...]) -> None:
    made = by_districts(**values)
    vote(made, person(letters(made, 1)[0]), 1, 5)
    with (
        pytest.raises(DatabaseError, match="envelopes of edition"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT set_config('budgeting.admitted', %s, true)", [str(made.pk)])
        Slip.objects.create(edition=made, numbers=list(numbers), values=[1, 1], tracking="f" * 64)
    with pytest.raises(Refused):
        vote(made, person(letters(made, 1)[0], 2), *numbers)


def test_one_chooses_a_district_then_votes_in_it_and_in_the_town(client: Client) -> None:
    made = by_districts()
    there = f"/budgets/{made.slug}/ballot/"
    code = letters(made, 1)[0]
    asked = page(client.get(f"{there}?code={code}"))
    assert "aucun justificatif" in asked and 'name="p"' not in asked and "Toute la ville</button>" not in asked
    shown = page(client.post(there, {"choose": "1", "district": "Nord", "code": code}))
    assert [int(n) for n in re.findall(r'name="p" value="(\d)"', shown)] and "Votre quartier : Nord" in shown
    assert {int(n) for n in re.findall(r'name="p" value="(\d)"', shown)} == {1, 2, 5, 6} and code in shown
    assert shown.index("<h2>Nord</h2>") < shown.index("<h2>Toute la ville</h2>")
    wrong = client.post(there, {"district": "Nord", "p": ["1", "3"]})
    assert wrong.status_code == 422 and "dans un seul quartier" in page(wrong)
    review = page(client.post(there, {"district": "Nord", "p": ["5"]}))
    assert 'name="district" value="Nord"' in review
    back = page(client.post(there, {"district": "Nord", "p": ["5"], "back": "1"}))
    assert 'value="1"' in back and 'value="5" checked' in back
    nonce = re.search(r'name="nonce" value="(\w+)"', review)
    cast = client.post(
        f"{there}box/", {"p": ["1", "5"], "district": "Nord", "nonce": nonce[1] if nonce else "", "code": code, **CIVIL}
    )
    assert "Votre bulletin est dans l’urne" in page(cast)
    assert not [field for field in Slip._meta.get_fields() if "district" in field.name]


def test_without_the_setting_everybody_chooses_everywhere(client: Client) -> None:
    made = by_districts(own_district=False)
    shown = page(client.get(f"/budgets/{made.slug}/ballot/"))
    assert len(re.findall(r'name="p"', shown)) == 6 and "<h2>Sud</h2>" in shown
    vote(made, person(letters(made, 1)[0]), 1, 3)


def test_no_way_in_takes_a_ballot_of_two_districts(client: Client) -> None:
    made = by_districts(channels=["letter", "desk", "paper", "phone", "class"])
    two = {1: 1, 3: 1}
    session, cards = actions.open_class(edition=made, name="CM2", school="S", pupils=1, lang="fr", by=None)
    civil = {"family": "A", "given": "B", "born": person("").born}
    for who in (
        Identity(card=(session.pk, " ".join(cards[0].pictures))),
        Identity(by_phone=True, **civil),
        person(letters(made, 1)[0]),
    ):
        with pytest.raises(Refused, match="seul quartier"):
            actions.cast_ballot(edition=made, choices=two, identity=who, nonce="n")
    first = vote(made, person(letters(made, 1)[0], 5), 1)
    with pytest.raises(Refused, match="seul quartier"):
        actions.replace_ballot(edition=made, choices=two, code=first.code, nonce="m")
    reader = holding(client, made, "type")
    actions.hand_paper(edition=made, **civil, by=None)
    envelope = actions.seal_envelope(edition=made, label="E", seal="S", sheets=1, by=None)
    with pytest.raises(Refused, match="seul quartier"):
        actions.read_sheet(sheet=envelope.sheets.get(), choices=two, void="", by=reader)
    assert "un seul quartier, et dans « Toute la ville »" in " ".join(how_to_fill(made).split())
    assert "Demander le quartier" in [title for title, _said in spoken_steps(made)]


def test_a_project_never_costs_more_than_its_envelope() -> None:
    made = by_districts(projects=PROJECTS[:1], shown=False)
    with pytest.raises(Refused, match=r"«\sTrop cher\s» coûte 10\s001\s€, plus que l’enveloppe «\sSud\s»"):
        actions.add_project(
            edition=made, values={"title": "Trop cher", "cost": Decimal(10_001), "envelope": "Sud"}, by=None
        )
    smaller = changed(PRESETS["equal-shares"].rule, envelopes={**MONEY, "Nord": "11000", "Sud": "19000"}).to_toml()
    plain = draft(template="districts", own_district=True, town_envelope="Toute la ville")
    with pytest.raises(Refused, match=r"«\sProjet 1\s» coûte 12\s000\s€"):
        actions.change_edition(
            edition=made, draft=actions.Draft({**plain.values, "rule": smaller}, plain.dates), by=None
        )
    made.refresh_from_db()
    assert '"20000"' in made.rule
    said = {
        question: " ".join(answer.split()) for question, answer in rule_in_words(by_districts(min_cost=Decimal(500)))
    }
    assert said["Combien peut coûter un projet\u202f?"] == "De 500 à 30 000 €."
    assert "aucun justificatif" in said["Dans quel quartier choisit-on\u202f?"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"town_envelope": "Ailleurs"}, "n’est pas une enveloppe"),
        ({"money": {"Nord": "30000", "Toute la ville": "30000"}}, "au moins deux"),
    ],
)
def test_a_choice_of_district_without_districts_is_refused(values: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        by_districts(projects=(), shown=False, **values)


def test_while_the_vote_cannot_open_nobody_is_led_to_a_ballot(client: Client) -> None:
    made = by_districts(projects=PROJECTS[:2], shown=False)
    holding(client, made, "settle")
    with pytest.raises(Refused, match=r"commencerait aussitôt.*Sud, Toute la ville"):
        actions.show_edition(edition=made, by=None)
    Edition.objects.filter(pk=made.pk).update(shown_at=Phase.objects.first().opens_at)
    there = f"/budgets/{made.slug}/"
    staff, others = page(client.get(there)), page(Client().get(there))
    assert "Aucun projet dans : Sud, Toute la ville." in staff and "Voter maintenant" not in staff
    assert "Le vote n’est pas encore prêt" in others and "Sud, Toute" not in others and "Voter maintenant" not in others
    assert Client().get(f"{there}ballot/").status_code == 302 and "Voter</a>" not in page(
        Client().get(f"{there}projects/1/")
    )


def test_announcing_before_the_studies_says_what_the_vote_will_lack(client: Client) -> None:
    plain = draft(opens=5, closes=9, template="districts", own_district=True, town_envelope="Toute la ville")
    rule = changed(PRESETS["equal-shares"].rule, envelopes=MONEY).to_toml()
    made = actions.make_edition(draft=actions.Draft({**plain.values, "rule": rule}, plain.dates), by=None)
    holding(client, made, "settle")
    said = page(client.post(f"/budgets/{made.slug}/announcement/", follow=True))
    assert "tout le monde la voit" in said and "Le vote ne s’ouvrira pas" in said


def test_a_district_edition_is_counted_envelope_by_envelope(client: Client) -> None:
    """Two of the north, three of the south: each district pays its own, all pay the town's, and the script agrees."""
    made = by_districts()
    for rank, (code, numbers) in enumerate(
        zip(letters(made, 5), ((1, 5), (1, 6), (3, 5), (3, 4, 5), (4, 6)), strict=True)
    ):
        vote(made, person(code, rank), *numbers)
    made = close(made)
    actions.mix()
    asked = counted(made)
    assert (asked.state, asked.said) == ("agreed", "")
    kit = open_kit(bytes(asked.kit or b""))
    assert "1" in kit.result["winners"]  # the north alone, two voters of five, pays its 12 000
    costs = {name: sum(COSTS[int(key)] for key in kit.result["winners"] if HOLDING[int(key)] == name) for name in MONEY}
    assert all(costs[name] <= Decimal(money) for name, money in MONEY.items()) and "6" in kit.result["winners"]
    actions.publish(asked=asked, by=None)
    assert client.get(f"/budgets/{made.slug}/result/").status_code == 200


def test_the_form_begins_with_one_s_own_district_and_the_town_s(client: Client) -> None:
    signed_in(client, "administrator")
    shown = page(client.get("/budgets/new/?template=districts"))
    assert re.search(r'name="own_district" value="True"[^>]*checked', shown) and 'value="Toute la ville"' in shown


def test_queries_of_districts_are_empty_where_all_is_one() -> None:
    assert queries.districts_of(by_districts()) == ["Nord", "Sud"]
    assert queries.districts_of(by_districts(own_district=False, name="B")) == []
