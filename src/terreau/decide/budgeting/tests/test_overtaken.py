"""Two people settle the same edition: the second save is told what the first did; readers are told what changed, and when."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import actions
from terreau.decide.budgeting.enums import Channel
from terreau.decide.budgeting.forms import EditionForm, OpenedForm
from terreau.decide.budgeting.models import Change, Edition, Project
from terreau.decide.budgeting.queries.changes import frozen_settings, public_changes
from terreau.decide.budgeting.tests.editions import close, draft, edition, letters, person, vote
from terreau.decide.budgeting.tests.test_counting import counted
from terreau.decide.budgeting.tests.test_pages import form_of, holding, page
from terreau.decide.budgeting.tests.test_starting import sent_of
from terreau.lib.errors import Refused

pytestmark = pytest.mark.django_db


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def ahead() -> Edition:
    return edition(opens=3, closes=9, channels=["letter"])


def settings_of(made: Edition, **changed: Any) -> dict[str, Any]:
    """What the page of settings would send, with these answers changed."""
    return sent_of(EditionForm(instance=Edition.objects.get(pk=made.pk))) | changed


def test_a_page_left_open_does_not_undo_what_somebody_else_saved(client: Client) -> None:
    made = ahead()
    holding(client, made, "settle")
    where, old = f"/budgets/{made.slug}/settings/", settings_of(made)
    assert f'name="seen" value="{old["seen"]}"' in page(client.get(where))
    assert client.post(where, {**old, "budget": "75000"}).status_code == 302
    stale = client.post(where, {**old, "question": "Que faire ensemble ?"})
    said = page(stale)
    assert stale.status_code == 422 and "entre-temps" in said and "Que faire ensemble ?" in said
    assert "Somme à répartir" in said and "60 000 €" in said and "75 000 €" in said
    made.refresh_from_db()
    assert (made.budget, made.question) == (Decimal(75_000), "")
    seen = re.search(r'name="seen" value="(\d+)"', said)[1]
    assert client.post(where, {**old, "seen": seen, "question": "Que faire ensemble ?"}).status_code == 302
    assert client.post(where, {**old, "seen": ""}).status_code == 422


def test_a_project_left_open_does_not_either(client: Client) -> None:
    made = ahead()
    holding(client, made, "study")
    where = f"/budgets/{made.slug}/study/1/"
    sent = {"title": "Un banc", "summary": "", "description": "", "cost": "900", "drawing": "", "seen": "1"}
    assert client.post(where, sent).status_code == 302
    stale = client.post(where, {**sent, "title": "Deux bancs", "cost": "38000"})
    said = page(stale)
    assert stale.status_code == 422 and "Deux bancs" in said and "900 €" in said and "entre-temps" in said
    assert (made.projects.get(number=1).title, made.projects.get(number=1).cost) == ("Un banc", Decimal(900))


def test_the_number_of_a_removed_project_goes_on_with_its_versions() -> None:
    made = ahead()
    last = made.projects.get(number=5)
    actions.change_project(project=last, values={"title": "Autre"}, by=None, seen=1)
    actions.remove_project(project=last, by=None)
    again = actions.add_project(edition=made, values={"title": "Neuf", "cost": Decimal(900)}, by=None)
    assert (again.number, again.version) == (5, 3)
    with pytest.raises(Refused, match="entre-temps"):
        actions.change_project(project=again, values={"title": "Vieux"}, by=None, seen=2)


def test_what_changes_after_the_announcement_is_told_to_all_and_what_came_before_is_not(client: Client) -> None:
    made = edition(opens=3, closes=9, shown=False)
    actions.change_edition(edition=made, draft=draft(opens=3, closes=9, budget=Decimal(61_000)), by=None)
    actions.show_edition(edition=made, by=None)
    made.refresh_from_db()
    assert made.budget == Decimal(61_000)
    Edition.objects.filter(pk=made.pk).update(shown_at=timezone.now())  # the clock of one transaction stands still
    new = draft(opens=3, closes=9, budget=Decimal(62_000), rule="greedy", on_register=True, channels=["letter", "desk"])
    actions.change_edition(edition=made, draft=new, by=None)
    actions.change_project(
        project=made.projects.get(number=1), values={"cost": Decimal(30_000), "summary": "x"}, by=None
    )
    told = {(one.of, one.label): (spaced(one.before), spaced(one.after)) for one in public_changes(made)}
    assert told["", "Somme à répartir"] == ("61 000 €", "62 000 €")
    assert told["Projet 1", "Coût"] == ("38 000 €", "30 000 €") and ("Projet 1", "En une phrase") not in told
    assert told["", "Règle de comptage"][1] == "Les plus choisis d’abord"
    assert told["", "Avec une lettre ou un compte, être aussi sur la liste électorale"] == ("non", "oui")
    assert str(Channel.EMAIL.label) in told["", "Comment on vote"][0]
    shown = page(client.get(f"/budgets/{made.slug}/rules/"))
    assert "61 000 €" in shown and "Dernier changement" in shown and "60 000 €" not in shown.split("Ce qui a changé")[1]


def test_a_save_that_changes_nothing_leaves_no_trace() -> None:
    made = ahead()
    before = made.version
    dates = {phase.kind: (phase.opens_at, phase.closes_at) for phase in made.phases.all()}
    actions.change_edition(edition=made, draft=actions.Draft({"rule": made.rule, "name": made.name}, dates), by=None)
    assert Edition.objects.get(pk=made.pk).version == before and not Change.objects.exists()


def test_words_are_mended_once_the_vote_is_open_and_the_old_ones_stay_readable(client: Client) -> None:
    made = edition(channels=["letter"])
    codes = letters(made, 10)
    for rank, code in enumerate(codes):
        vote(made, person(code, rank), 3)
    holding(client, made, "settle")
    where = f"/budgets/{made.slug}/settings/"
    shown = page(client.get(where))
    assert 'name="budget"' not in shown and 'name="vote_opens_0"' not in shown and 'name="electorate"' not in shown
    assert "Ce qui ne change plus" in shown and "60 000 €" in shown and "Parts égales" in shown
    actions.publish(asked=counted(close(made)), by=None)
    seen = Edition.objects.get(pk=made.pk).version
    held = Edition.objects.get(pk=made.pk)
    sent = sent_of(OpenedForm(instance=held)) | {"name": "Budget 2026\u202e corrigé", "seen": str(seen)}
    refused = client.post(where, {**sent, "seen": str(seen - 1)})
    assert refused.status_code == 422 and "Budget 2026\u202e corrigé" in page(refused)
    assert client.post(where, sent).status_code == 302
    assert set(Change.objects.values_list("field", flat=True)) == {"name"}  # no date moved by a second
    for place in ("", "result/"):
        said = page(Client().get(f"/budgets/{made.slug}/{place}"))
        assert "« Budget 2026 » → « Budget 2026 corrigé »" in said


def test_the_database_mends_no_word_without_its_record_and_no_electorate_at_all() -> None:
    made = edition(electorate=40)
    actions.open_vote(edition=made)
    for changed in ({"name": "Autre"}, {"question": "Autre ?"}, {"summary": "Autre."}):
        with pytest.raises(DatabaseError, match="beside their record"), transaction.atomic():
            Edition.objects.filter(pk=made.pk).update(**changed)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Edition.objects.filter(pk=made.pk).update(electorate=7)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Change.objects.create(edition=made, version=2, field="name", before="a", after="b")
        Change.objects.update(after="c")


def test_everything_frozen_is_said_in_words() -> None:
    made = edition(min_cost=Decimal(500), points=None, residence="")
    told = {label: spaced(value) for label, value in frozen_settings(made)}
    assert told["Un projet coûte au moins"] == "500 €" and told["Points à répartir"] == "rien"
    assert told["Sorte d’édition"] == "Toute la ville ensemble" and told["Publier les codes de suivi"] == "oui"
    assert Project.objects.exists() and "du " in told["Voter"]


def test_one_press_asks_for_the_list_beside_the_account_and_saves_nothing(client: Client) -> None:
    from_page = form_of(channels=["email", "letter"], asks_civil="on")
    made = ahead()
    holding(client, made, "settle")
    warned = page(client.post("/budgets/new/consequences/", from_page))
    assert "Un compte seul ne prouve pas qui vote" in warned and "preuve faible" in warned
    assert "ne prouve pas qui vote" not in page(
        client.post("/budgets/new/consequences/", {**from_page, "on_register": "on"})
    )
    assert "ne prouve pas qui vote" not in page(client.post("/budgets/new/consequences/", form_of(channels=["letter"])))
    answer = client.post(f"/budgets/{made.slug}/settings/", {**from_page, "propose": "register"})
    shown = page(answer)
    assert answer.status_code == 200 and re.search(r'name="on_register"[^>]*checked', shown)
    assert Edition.objects.get(pk=made.pk).on_register is False and "preuve moyenne" in shown
