"""What the public pages say of who votes and who does what, against the facts: every combination, and the box itself."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from terreau.algorithms.counting.presets import PRESETS
from terreau.decide.budgeting import actions
from terreau.decide.budgeting.actions import Identity
from terreau.decide.budgeting.enums import Channel, Task, Template
from terreau.decide.budgeting.models import Assignment, Edition
from terreau.decide.budgeting.queries.hands import powers, said_of
from terreau.decide.budgeting.queries.strength import SHORT, STRONG, WEAK, proofs, ways_of
from terreau.decide.budgeting.queries.voters import about_changing, about_secrecy, about_voting
from terreau.decide.budgeting.tests.editions import edition, letters
from terreau.decide.budgeting.tests.test_pages import page
from terreau.decide.budgeting.tests.test_register import BORN, listed, load, made
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused
from terreau.trust.people.models import Person

BY_NAME = {Channel.EMAIL, Channel.LETTER, Channel.PHONE, Channel.REGISTER}


def built(channels: set[Channel], **values: Any) -> Edition:
    """As the database allows it: several ways, a list or a telephone ask for a name."""
    by_name = len(channels) > 1 or values["on_register"] or bool({Channel.REGISTER, Channel.PHONE} & channels)
    given = values | {"asks_civil": values["asks_civil"] or by_name, "channels": sorted(channels)}
    return Edition(name="Essai", rule=PRESETS["greedy"].rule.to_toml(), budget=1_000, **given)


EDITIONS = st.builds(
    built,
    channels=st.sets(st.sampled_from(list(Channel)), min_size=1),
    template=st.sampled_from(list(Template)), min_age=st.sampled_from([0, 9, 16]), residence=st.sampled_from(["", "Habiter ici."]),
    on_register=st.booleans(), asks_address=st.booleans(), asks_civil=st.booleans(), can_replace=st.booleans(),
    shows_tracking=st.booleans(), few_hands=st.booleans(),
)  # fmt: skip


def words(one: Edition) -> dict[str, str]:
    """By the question, without what typography puts before its mark."""
    said = [*about_voting(one), *about_changing(one), *about_secrecy(one)]
    return {question.split("\u202f")[0]: answer for question, answer in said}


def named(said: str, after: str) -> set[str]:
    """The ways that a sentence names after these words."""
    if after not in said:
        return set()
    rest = said.split(after)[1].split("\u202f: ")[1].split(".")[0]
    return {each for each in Channel if str(SHORT[each]) in rest.split(", ")}


@given(EDITIONS)
def test_of_age_nothing_is_said_that_is_not_asked(one: Edition) -> None:
    said = words(one)["Qui peut voter"]
    assert "0 ans" not in said.replace("10 ans", "")
    assert (f"{one.min_age} ans ou plus" in said) == bool(one.min_age and set(one.channels) != {Channel.CLASS})
    mixed = Channel.CLASS in one.channels and len(set(one.channels)) > 1 and not one.of_a_school
    assert ("plus jeunes" in said) == bool(mixed and one.min_age)
    assert ("qu’aucun élève n’a" in words(one).get("Comment vote une classe", "")) == bool(
        Channel.CLASS in one.channels and one.min_age and not one.of_a_school
    )


@given(EDITIONS)
def test_changing_ones_mind_is_promised_to_those_who_get_a_code(one: Edition) -> None:
    said = words(one)["Peut-on changer d’avis"]
    coded = set(one.channels) - {Channel.PAPER, Channel.CLASS}
    assert said.startswith("Oui") == bool(one.can_replace and coded)
    if said.startswith("Oui"):
        assert named(said, "ne reçoit pas de code") == set(one.channels) - coded


@given(EDITIONS)
def test_the_list_protects_the_ways_that_look_at_it_and_no_other(one: Edition) -> None:
    said = words(one).get("À quoi sert la liste électorale", "")
    assert bool(said) == (one.on_register or Channel.REGISTER in one.channels)
    if not said:
        return
    looked = {Channel.REGISTER} | ({Channel.EMAIL, Channel.LETTER, Channel.PHONE} if one.on_register else set())
    looked &= set(one.channels)
    assert named(said, "Elle sert pour voter") == looked
    assert named(said, "On vote sans elle") == set(one.channels) - looked
    proved = {proof.way: proof.said for proof in proofs(ways_of(one))}
    neighbours = {each for each in one.channels if "connaît d’un voisin" in proved[str(Channel(each).label)]}
    assert neighbours == looked - {Channel.LETTER}


@given(EDITIONS)
def test_an_account_without_the_list_is_never_called_more_than_weak(one: Edition) -> None:
    found = {proof.way: proof for proof in proofs(ways_of(one))}
    assert set(found) == {str(Channel(each).label) for each in one.channels}
    account = found.get(str(Channel.EMAIL.label))
    assert account is None or (account.strength == str(WEAK)) == (not one.on_register)
    assert all(proof.said for proof in found.values())
    strong = {each for each in one.channels if found[str(Channel(each).label)].strength == str(STRONG)}
    assert strong <= {Channel.DESK, Channel.PAPER} | ({Channel.LETTER} if one.on_register else set())


@given(EDITIONS)
def test_who_calls_is_heard_and_a_used_name_has_a_remedy_where_names_are_asked(one: Edition) -> None:
    said = words(one)
    assert ("l’agent entend" in said["Qui saura ce que j’ai voté"]) == (Channel.PHONE in one.channels)
    school = one.of_a_school and set(one.channels) <= {Channel.CLASS, Channel.PAPER}
    asked = one.asks_civil and set(one.channels) != {Channel.CLASS} and not school
    assert ("Et si quelqu’un a voté sous mon nom" in said) == asked


def test_of_a_vote_from_elsewhere_nothing_is_said_of_its_voters() -> None:
    said = " ".join(words(Edition(source={}, rule=PRESETS["greedy"].rule.to_toml(), budget=1_000)).values())
    assert "ailleurs" in said and "16 ans" not in said and "code de suivi" not in said


# what is said of the list is what the box does


@pytest.mark.django_db
@pytest.mark.parametrize("on_register", [True, False])
@pytest.mark.parametrize("channel", sorted(BY_NAME))
def test_the_box_asks_the_list_where_the_page_says_so(channel: str, on_register: bool) -> None:
    one = made(("register", "letter", "email", "phone"), on_register=on_register)
    load(one, listed())
    (code,) = letters(one, 1)
    stranger: dict[str, Any] = {"family": "Inventé", "given": "Nom", "born": BORN}
    how: dict[str, Any] = {
        Channel.EMAIL: {"account": Person.objects.create(email="a@essai.example")}, Channel.LETTER: {"code": code},
        Channel.PHONE: {"by_phone": True}, Channel.REGISTER: {},
    }[Channel(channel)]  # fmt: skip
    try:
        actions.cast_ballot(edition=one, choices={1: 1}, identity=Identity(**stranger, **how), nonce="n")
    except Refused:
        admitted = False
    else:
        admitted = True
    assert admitted == (channel not in ways_of(one).listed)
    said = words(one)["À quoi sert la liste électorale"]
    assert admitted == (channel in named(said, "On vote sans elle"))


# who does what


def holding(*held: tuple[str, Task]) -> Sequence[Any]:
    return [SimpleNamespace(person_id=name, person=name, task=task) for name, task in held]


HELD = st.lists(st.tuples(st.sampled_from(["Ana", "Bo", "Cléo"]), st.sampled_from(list(Task))), max_size=9)


@given(HELD, st.booleans())
def test_nobody_is_said_to_hold_one_task_who_holds_two(held: list[tuple[str, Task]], few: bool) -> None:
    said = said_of(holding(*held), few_hands=few)
    several = {name for name, _task in held if len({task for who, task in held if who == name}) > 1}
    assert {name for name in ("Ana", "Bo", "Cléo") if any(one.startswith(f"{name} tient") for one in said)} == several
    assert any("Personne ne tient deux tâches" in one for one in said) == (not several and not few)
    assert not any("nul ne peut" in one for one in said)


@given(st.sets(st.sampled_from(list(Task)), min_size=2))
def test_following_adds_no_power_and_admitting_with_counting_does(tasks: set[Task]) -> None:
    assert powers(tasks) == powers(tasks - {Task.FOLLOW})
    assert bool(powers(tasks)) or len(tasks - {Task.FOLLOW}) < 2 or tasks - {Task.FOLLOW} == {Task.DESK, Task.TEACH}
    if tasks & {Task.DESK, Task.TEACH} and tasks & {Task.COUNT, Task.PUBLISH}:
        assert any("droit de voter" in one for one in powers(tasks))


def test_two_harmless_tasks_and_five_that_are_not_are_told_by_name() -> None:
    (said,) = said_of(holding(("Claire D.", Task.STUDY), ("Claire D.", Task.FOLLOW)), few_hands=False)
    assert said.replace("\u202f", " ").startswith(
        "Claire D. tient 2 tâches : étudier les projets et suivre les projets retenus. Les tenir ensemble"
    )
    five = [("Thomas L.", task) for task in (Task.SETTLE, Task.STUDY, Task.TEACH, Task.COUNT, Task.PUBLISH)]
    alone, advice = said_of(holding(*five), few_hands=True)
    assert "tient 5 tâches" in alone and "peut donc, seule" in alone and "compter et publier" in alone
    assert "demandez à recompter" in advice


@pytest.mark.django_db
def test_a_task_given_up_for_another_still_counts_as_held(client: Client) -> None:
    one = edition(few_hands=True)
    who = signed_in(client, "agent")
    first = Assignment.objects.create(edition=one, person=who, task=Task.DESK)
    actions.end_assignment(assignment=first, by=None)
    Assignment.objects.create(edition=one, person=who, task=Task.COUNT)
    shown = page(Client().get(f"/budgets/{one.slug}/"))
    assert "tient 2 tâches" in shown and "Personne ne tient" not in shown
    assert "Ce que prouve chaque moyen de vote" in page(client.get(f"/budgets/{one.slug}/rules/"))
