"""The grid and the prices as one form: what is whole is kept, what somebody else wrote is not lost."""

from decimal import Decimal
from typing import Any

import pytest

from terreau.decide.budgeting.models import Edition
from terreau.decide.proposals import actions
from terreau.decide.proposals.forms import StudyForm
from terreau.decide.proposals.models import Study
from terreau.decide.proposals.tests.studies import GRID, edition, line, person, proposal, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def study() -> Study:
    made: Edition = edition()
    return written(proposal(made), person("Claire", made, "study"), line(900), line(40, "yearly", "Peinture"))


def sent(study: Study, **changed: Any) -> dict[str, Any]:
    """What a browser sends of the page as it was shown, with these changes."""
    form, data = StudyForm(study=study), {}
    for unit in (*form.questions, *form.lines):
        for name in unit.fields:
            value = form.initial[f"{name}_{unit.key}"]
            for start in ("", "initial-"):
                data[f"{start}{name}_{unit.key}"] = "" if value is None else str(value)
    return data | changed


def amounts(form: StudyForm) -> dict[str, Decimal]:
    return {each.label: each.amount for each in form.cost_lines()}


def test_a_page_sent_back_untouched_changes_nothing(study: Study) -> None:
    form = StudyForm(sent(study), study=study)
    assert form.is_valid() and form.findings() == GRID
    assert amounts(form) == {"Le banc": 900, "Peinture": 40}


def test_a_line_is_added_changed_and_removed(study: Study) -> None:
    bench, paint = (str(pk) for pk in study.costs.values_list("pk", flat=True))
    changed = {"label_n0": "Pose", "amount_n0": "75.50", f"amount_{bench}": "901"}
    emptied = {f"label_{paint}": "", f"amount_{paint}": "", f"source_{paint}": ""}
    form = StudyForm(sent(study, **changed, **emptied), study=study)
    assert form.is_valid() and amounts(form) == {"Le banc": 901, "Pose": Decimal("75.50")}


def test_what_is_whole_is_kept_where_another_answer_is_not(study: Study) -> None:
    wrong = {"verdict_land": "no", "verdict_safety": "condition", "remark_safety": "Un garde-corps", "label_n0": "Pose"}
    form = StudyForm(sent(study, **wrong, amount_n0="dix"), study=study)
    assert not form.is_valid() and set(form.errors) == {"remark_land", "amount_n0"}
    assert form.findings() == {**GRID, "safety": ("condition", "Un garde-corps")}
    assert amounts(form) == {"Le banc": 900, "Peinture": 40}
    actions.write_study(
        study=study, findings=form.findings(), lines=form.cost_lines(), by=study.started_by, seen=study.version
    )
    again = form.again(Study.objects.get(pk=study.pk))
    assert set(again.errors) == {"remark_land", "amount_n0"}
    assert again["verdict_land"].value() == "no" and again["amount_n0"].value() == "dix"
    assert again["remark_safety"].value() == "Un garde-corps"


def test_what_somebody_else_wrote_meanwhile_is_taken_over(study: Study) -> None:
    page = sent(study, verdict_land="no", remark_land="Il est loué")
    bench = study.costs.first().pk
    theirs = {**GRID, "access": ("condition", "Une rampe")}
    study = actions.write_study(
        study=study, findings=theirs, lines=[line(950), line(30, label="Vis")], by=study.started_by, seen=study.version
    )
    form = StudyForm(page, study=study)
    assert form.is_valid()
    assert form.findings() == {**theirs, "land": ("no", "Il est loué")}
    assert amounts(form) == {"Le banc": 950, "Vis": 30} and bench == study.costs.get(label="Le banc").pk


def test_where_both_changed_the_same_both_are_shown_and_the_writer_chooses(study: Study) -> None:
    bench = study.costs.first().pk
    page = sent(study, **{"verdict_land": "no", "remark_land": "Il est loué", f"amount_{bench}": "700"})
    theirs = {**GRID, "land": ("condition", "Après dépollution")}
    study = actions.write_study(
        study=study, findings=theirs, lines=[line(950)], by=study.started_by, seen=study.version
    )
    form = StudyForm(page, study=study)
    assert not form.is_valid()
    assert "Après dépollution" in str(form.errors["remark_land"]) and "950" in str(form.errors[f"label_{bench}"])
    assert form.findings() == theirs and amounts(form) == {"Le banc": 950}
    again = form.again(study)
    assert "Après dépollution" in str(again.errors["remark_land"]) and again["remark_land"].value() == "Il est loué"
    chosen = {name: again.data[name] for name in again.data}
    last = StudyForm(chosen, study=study)
    assert last.is_valid() and last.findings()["land"] == ("no", "Il est loué") and amounts(last) == {"Le banc": 700}


def test_an_answer_is_taken_away(study: Study) -> None:
    form = StudyForm(sent(study, verdict_land=""), study=study)
    assert form.is_valid() and "land" not in form.findings()


def test_a_crowd_of_lines_is_bounded(study: Study) -> None:
    many = {f"label_n{at}": f"L{at}" for at in range(500)} | {f"amount_n{at}": "1" for at in range(500)}
    assert len(StudyForm(sent(study, **many), study=study).line_keys) == 60
