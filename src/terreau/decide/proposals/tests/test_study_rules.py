"""Rules of a study, alone: its steps, its sums, what a decision lacks, until when a refusal is contested."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.decide.proposals.enums import CostKind, Criterion, Status, StudyState
from terreau.decide.proposals.rules import (
    APPEAL_DAYS,
    STEPS,
    appeal_until,
    can_become,
    price,
    state_of,
    why_not_answer,
    why_not_decide,
    why_not_step,
)

NOW = datetime(2027, 3, 1, tzinfo=UTC)
ALL = list(Criterion)


@dataclass
class Held:
    started_by_id: int | None = 1
    decided_at: datetime | None = None
    checked_at: datetime | None = None


@dataclass
class Paid:
    amount: Decimal
    kind: str = "once"


FREE, BEGUN, DECIDED, CHECKED = Held(None), Held(), Held(1, NOW), Held(1, NOW, NOW)
lines = st.lists(st.builds(Paid, st.decimals("0.01", "9999", places=2), st.sampled_from(CostKind.values)))


def faults(**changed: object) -> list[str]:
    said = {
        "retained": True, "reasons": "Le terrain est à la ville.", "answered": ALL, "lines": [Paid(Decimal(10))],
        "budget": Decimal(100),
    }  # fmt: skip
    return why_not_decide(**{**said, **changed})


def test_a_study_goes_from_hand_to_hand_and_never_back_once_checked() -> None:
    assert [state_of(one) for one in (None, FREE, BEGUN, DECIDED, CHECKED)] == [
        StudyState.WAITING, StudyState.WAITING, StudyState.BEGUN, StudyState.DECIDED, StudyState.CHECKED,
    ]  # fmt: skip
    allowed = {step: [not why_not_step(one, step) for one in (FREE, BEGUN, DECIDED, CHECKED)] for step in STEPS}
    assert allowed == {
        "give_back": [True, True, False, False],
        "write": [True, True, False, False],
        "decide": [True, True, False, False],
        "send_back": [False, False, True, False],
        "check": [False, False, True, False],
        "open_again": [False, False, False, True],
    }


def test_a_proposal_becomes_only_what_follows() -> None:
    assert can_become(Status.OPEN, Status.RETAINED) and can_become(Status.REFUSED, Status.OPEN)
    for ended in (Status.MERGED, Status.WITHDRAWN):
        assert not any(can_become(ended, status) for status in Status)
    assert not can_become(Status.REFUSED, Status.RETAINED)


@given(lines)
def test_what_is_paid_once_and_what_is_paid_each_year_are_never_mixed(paid: list[Paid]) -> None:
    assert price(paid) + price(paid, CostKind.YEARLY) == sum((one.amount for one in paid), Decimal(0))
    assert price([one for one in paid if one.kind == "yearly"]) == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reasons": "Trop cher"}, "une phrase"), ({"answered": []}, "au moins à une question"),
        ({"answered": ALL[:-1]}, "Est-ce fait en deux ans"), ({"lines": []}, "manque le prix"),
        ({"lines": [Paid(Decimal(10), "yearly")]}, "manque le prix"), ({"budget": Decimal(9)}, "dépassent"),
    ],
)  # fmt: skip
def test_what_a_decision_lacks_is_said(changed: dict[str, object], said: str) -> None:
    assert faults() == [] and said in " ".join(faults(**changed))


def test_a_refusal_needs_neither_the_whole_grid_nor_a_price() -> None:
    assert faults(retained=False, answered=ALL[:1], lines=[]) == []
    assert faults(retained=False, answered=[]) != [] and faults(retained=False, reasons="Non.") != []


def test_only_a_plain_yes_needs_no_remark() -> None:
    assert not why_not_answer("yes", "") and not why_not_answer("", "") and not why_not_answer("no", "Sol pollué")
    assert why_not_answer("no", " ") and why_not_answer("condition", "") and why_not_answer("", "Sol pollué")


@given(st.integers(-60, 60))
def test_a_refusal_is_contested_within_the_delay_and_before_the_vote(days: int) -> None:
    opens = NOW + timedelta(days=days)
    assert appeal_until(NOW, opens) <= opens and appeal_until(NOW, opens) <= NOW + timedelta(days=APPEAL_DAYS)
    assert appeal_until(NOW, None) == NOW + timedelta(days=APPEAL_DAYS)
