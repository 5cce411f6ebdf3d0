"""Withdrawing, hiding, merging: what is refused comes back with what was typed, where it was typed."""

import re
from typing import Any

import pytest

from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals import actions
from terreau.decide.proposals.models import Concealment, Merge, Proposal, Withdrawal
from terreau.decide.proposals.tests.ideas import browser, edition, idea, move, page, somebody, tasked
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db
TYPED = "Une raison écrite avec soin"


@pytest.fixture
def made() -> Edition:
    return edition()


@pytest.fixture
def zoe(made: Edition) -> Person:
    """She carries the first of two ideas."""
    zoe = somebody("Zoé")
    idea(made, zoe, "Des bancs")
    idea(made, somebody("Ali"), "Un marché")
    return zoe


def sent(person: Person, made: Edition, what: str, **values: str) -> Any:
    return browser(person).post(f"/budgets/{made.slug}/proposals/1/{what}/", {"reason": TYPED, **values})


def came_back(answer: Any, prefix: str, typed: str = TYPED) -> str:
    """Its page, refused, with the form open, the summary that takes the focus, and the words where they were."""
    assert answer.status_code == 422
    shown = page(answer)
    form = re.search(rf'<details class="disclosure" open>(?:(?!</details>).)*id="{prefix}_reason".*?</details>', shown)
    assert form and shown.count("data-focus") == 1 and form[0].count("data-focus") == 1, shown
    assert typed in form[0]
    return form[0]


@pytest.mark.parametrize("what", ["withdrawal", "concealment", "merge"])
def test_a_reason_too_long_is_kept_and_the_error_stands_beside_it(made: Edition, zoe: Person, what: str) -> None:
    person = somebody("Juge", "moderator") if what == "concealment" else zoe
    words = TYPED + " très" * 90
    form = came_back(sent(person, made, what, reason=words, into="2"), what, words)
    assert f'id="{what}_reason_error"' in form and f'aria-describedby="{what}_reason_error' in form
    assert f'href="#{what}_reason"' in form  # the summary leads to the field
    assert not (Withdrawal.objects.exists() or Concealment.objects.exists() or Merge.objects.exists())


@pytest.mark.parametrize("what", ["withdrawal", "concealment", "merge"])
def test_no_reason_is_said_beside_the_field(made: Edition, zoe: Person, what: str) -> None:
    person = somebody("Juge", "moderator") if what == "concealment" else zoe
    form = came_back(sent(person, made, what, reason=" ", into="2"), what, "")
    assert f'id="{what}_reason_error"' in form
    assert what != "merge" or 'value="2"' in form


def test_withdrawing_what_is_already_withdrawn_keeps_the_reason(made: Edition, zoe: Person) -> None:
    actions.withdraw(proposal=Proposal.objects.get(number=1), reason="Trop cher", by=zoe)
    form = came_back(sent(zoe, made, "withdrawal"), "withdrawal")
    assert "ne se retire plus" in form
    assert Withdrawal.objects.get().reason == "Trop cher"


def test_withdrawing_too_late_keeps_the_reason(made: Edition, zoe: Person) -> None:
    move(made, "vote")
    assert "ne se retire plus" in came_back(sent(zoe, made, "withdrawal"), "withdrawal")


def test_of_two_moderators_the_second_is_told_and_keeps_the_reason(made: Edition, zoe: Person) -> None:
    first, second = somebody("Juge", "moderator"), somebody("Autre", "moderator")
    assert sent(first, made, "concealment", reason="Point 3").status_code == 302
    assert sent(first, made, "concealment", reason="Point 3").status_code == 302  # an impatient press
    form = came_back(sent(second, made, "concealment"), "concealment")
    assert "déjà masquée" in form
    assert "déjà masquée" in came_back(sent(first, made, "concealment"), "concealment")
    assert Concealment.objects.get().reason == "Point 3"


@pytest.mark.parametrize(
    ("into", "said"), [("1", "autre proposition"), ("99", "Aucune proposition"), ("deux", "entier")]
)
def test_merging_into_what_cannot_be_keeps_number_and_reason(made: Edition, zoe: Person, into: str, said: str) -> None:
    form = came_back(sent(zoe, made, "merge", into=into), "merge")
    assert said in form and f'value="{into}"' in form
    assert not Merge.objects.exists()


def test_merging_into_one_that_was_hidden_meanwhile_keeps_the_reason(made: Edition, zoe: Person) -> None:
    judge = somebody("Juge", "moderator")
    actions.conceal(proposal=Proposal.objects.get(number=2), reason="Point 3", by=judge)
    form = came_back(sent(zoe, made, "merge", into="2"), "merge")
    assert 'id="merge_into_error"' in form and "Un marché" not in form


def test_merging_what_is_already_merged_keeps_the_reason(made: Edition, zoe: Person) -> None:
    ada = tasked(made, "Ada", "study")
    assert sent(ada, made, "merge", into="2", reason="Même place").status_code == 302
    assert "ne se réunit plus" in came_back(sent(ada, made, "merge", into="2"), "merge")
    assert Merge.objects.get().reason == "Même place"


@pytest.mark.parametrize("what", ["withdrawal", "concealment", "merge"])
def test_who_may_not_gets_no_form(made: Edition, zoe: Person, what: str) -> None:
    answer = sent(somebody("Léa"), made, what, into="2", reason="")
    assert answer.status_code == 403 and "data-focus" not in page(answer)
