"""Points and places count: voted, counted, published and read on pages, with another winner than heads would give."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.test import Client

from terreau.algorithms.counting import count, parse_rule
from terreau.algorithms.counting.pabulib import election_of, parse
from terreau.algorithms.counting.recount import open_kit
from terreau.algorithms.counting.rule import changed
from terreau.decide.budgeting import actions
from terreau.decide.budgeting.models import Edition, Opening
from terreau.decide.budgeting.tests.editions import close, draft, edition, letters
from terreau.decide.budgeting.tests.test_counting import counted
from terreau.decide.budgeting.tests.test_pages import CIVIL, form_of, nonce, page
from terreau.decide.counts.apart import count_apart
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused

pytestmark = pytest.mark.django_db
POINTS = {"ballot_kind": "points", "points": 5, "budget": 42_000}
RANKING = {"ballot_kind": "ranking", "max_choices": 2, "budget": 42_000}


def vote_on_pages(client: Client, made: Edition, cast: Sequence[Mapping[str, str]]) -> None:
    for rank, (code, choices) in enumerate(zip(letters(made, len(cast)), cast, strict=True)):
        sent = {**choices, **CIVIL, "family": f"Votant{rank}", "code": code, "nonce": nonce(client, made, **choices)}
        assert "dans l’urne" in page(client.post(f"/budgets/{made.slug}/ballot/box/", sent))


@pytest.mark.parametrize("rule", ["greedy", "equal-shares"])
@pytest.mark.parametrize(
    ("kind", "cast", "by_points", "by_heads", "worth", "total"),
    [
        (POINTS, [{"p1": "5"}] * 4 + [{"p2": "1", "p3": "1"}] * 6, {"1"}, {"2", "3"}, "Chaque point compte", "20 points de 4 personnes"),
        (
            RANKING, [{"p1": "1", "p2": "2"}] * 9 + [{"p3": "1", "p2": "2"}] * 3, {"1"}, {"2", "3"},
            "La première place vaut 2 points, les suivantes 1", "18 points de 9 personnes",
        ),
    ],
)  # fmt: skip
def test_what_ballots_say_decides(
    client: Client, rule: str, kind: dict[str, Any], cast: list[dict[str, str]], by_points: set[str], by_heads: set[str],
    worth: str, total: str,
) -> None:  # fmt: skip
    made = edition(rule=rule, at_tie="order", **kind)
    for place in ("ballot", "rules"):
        assert worth in page(client.get(f"/budgets/{made.slug}/{place}/"))
    vote_on_pages(client, made, cast)
    made = close(made)
    asked = counted(made)
    assert asked.state == "agreed", asked.said
    kit = open_kit(bytes(asked.kit or b""))
    assert set(count_apart(kit.ballots, kit.rule, seconds=60).winners or ()) == set(kit.result["winners"])
    if rule == "greedy":
        heads = changed(parse_rule(kit.rule), weights="votes")
        assert set(kit.result["winners"]) == by_points
        assert set(count(election_of(parse(kit.ballots)), heads).winners) == by_heads
    actions.publish(asked=asked, by=None)
    shown = page(client.get(f"/budgets/{made.slug}/result/"))
    assert total in shown and " voix" not in shown.replace("à voix", "")


def test_the_form_offers_and_writes_what_suits_the_ballot(client: Client) -> None:
    signed_in(client, "administrator")
    asked = page(client.post("/budgets/new/consequences/?rules", form_of(ballot_kind="points", points="5")))
    assert "Parts égales, par points" in asked and "Le plus de points d’abord" in asked and "Phragmén" not in asked
    assert "Phragmén" in page(client.post("/budgets/new/consequences/?rules", form_of()))
    refused = client.post("/budgets/new/", form_of(ballot_kind="points", points="5", preset="phragmen"))
    assert refused.status_code == 422 and "ne compte pas ce que dit ce bulletin" in page(refused)
    assert client.post("/budgets/new/", form_of(ballot_kind="ranking")).status_code == 422
    sent = form_of(ballot_kind="ranking", max_choices="3", name="Rang", at_tie="order", min_total="4", min_share="2.5")
    assert client.post("/budgets/new/", sent).status_code == 302
    made = Edition.objects.get(name="Rang")
    rule = parse_rule(made.rule)
    assert (rule.weights, rule.utility, rule.ties) == ("3,2,1", "number", ("lowest-cost", "most-votes"))
    assert (rule.min_total, rule.min_share) == ("4", "1/40")
    shown = page(client.get(f"/budgets/{made.slug}/settings/"))
    assert re.search(r'name="preset" value="equal-shares"[^>]* checked', shown)
    rules = page(client.get(f"/budgets/{made.slug}/rules/"))
    assert "Au moins 4 points" in rules and "2.5" in rules.replace(",", ".")


def test_equals_are_drawn_unless_an_order_is_asked_for(client: Client) -> None:
    signed_in(client, "administrator")
    for name, more, ties in (("A", {}, ()), ("B", {"at_tie": "order"}, ("lowest-cost", "most-votes"))):
        assert client.post("/budgets/new/", form_of(name=name, **more)).status_code == 302
        assert parse_rule(Edition.objects.get(name=name).rule).ties == ties


def test_projects_that_exclude_each_other_are_named_by_their_numbers(client: Client) -> None:
    made = edition(opens=2, closes=9)
    from_form = {**form_of(), "conflicts": "1, 3\n2 5", "seen": "1"}
    person = signed_in(client, "administrator", email="y@essai.example")
    made.assignments.create(person=person, task="settle")
    base = f"/budgets/{made.slug}/settings/"
    for wrong, said in (("1, 99", "numéro 99"), ("1", "deux projets au moins")):
        refused = client.post(base, {**from_form, "conflicts": wrong})
        assert refused.status_code == 422 and said in page(refused)
    assert client.post(base, from_form).status_code == 302
    assert parse_rule(Edition.objects.get(pk=made.pk).rule).conflicts == (("1", "3"), ("2", "5"))
    assert "1, 3\n2, 5" in client.get(base).content.decode().replace("\r", "")
    assert "Projet 1 \u00bb ou \u00ab Projet 3" in page(client.get(f"/budgets/{made.slug}/rules/"))


def test_a_rule_that_ignores_the_ballot_is_refused_when_saved_shown_and_opened() -> None:
    wrong = draft(opens=-1, ballot_kind="points", points=5)
    heads = parse_rule(str(wrong.values["rule"]))
    text = changed(heads, weights="votes").to_toml()
    with pytest.raises(Refused, match="ne les compte pas"):
        actions.make_edition(draft=draft(ballot_kind="points", points=5) and _with(wrong, text), by=None)
    made = edition(shown=False, ballot_kind="points", points=5)
    Edition.objects.filter(pk=made.pk).update(rule=text)  # as an older version wrote it
    made = Edition.objects.get(pk=made.pk)
    with pytest.raises(Refused, match="ne les compte pas"):
        actions.show_edition(edition=made, by=None)
    with pytest.raises(Refused, match="ne les compte pas"):
        actions.open_vote(edition=made)
    assert actions.open_due() == 0 and not Opening.objects.exists()


def _with(one: actions.Draft, rule: str) -> actions.Draft:
    return actions.Draft({**one.values, "rule": rule}, one.dates)


def test_a_rule_of_ones_own_has_one_fingerprint_everywhere() -> None:
    """Comments and missing fields are the writer's; what is kept, frozen and published is the whole document."""
    made = actions.make_edition(draft=_with(draft(), '# voted in March\nmethod = "greedy"\n'), by=None)
    assert made.rule == parse_rule(made.rule).to_toml() and "#" not in made.rule


def test_places_worth_something_else_stay_a_rule_of_ones_own(client: Client) -> None:
    made = edition(opens=2, closes=9, rule="greedy", **RANKING)
    Edition.objects.filter(pk=made.pk).update(rule=changed(parse_rule(made.rule), weights="5,3").to_toml())
    made.assignments.create(person=signed_in(client, "administrator"), task="settle")
    shown = page(client.get(f"/budgets/{made.slug}/settings/"))
    assert re.search(r'name="preset" value="own"[^>]* checked', shown) and "5,3" in shown
