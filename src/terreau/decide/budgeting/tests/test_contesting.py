"""Objections lead somewhere: time to object, somebody else who answers, a result that is annulled and counted again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.enums import Finding, PhaseKind, ResultState, Template
from terreau.decide.budgeting.models import Annulment, Count, Edition, NearMiss, Objection, Phase, Publication
from terreau.decide.budgeting.queries.home import duties
from terreau.decide.budgeting.rules import calendar_faults, result_state, window, window_faults
from terreau.decide.budgeting.tests.editions import close, draft, edition, finish, letters, person, vote
from terreau.decide.budgeting.tests.test_counting import closed, counted
from terreau.decide.budgeting.tests.test_pages import page
from terreau.decide.counts.apart import Said
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import NotAllowed, Refused
from terreau.trust.audit.models import Event
from terreau.trust.people import actions as people
from terreau.trust.people.models import Person

pytestmark = pytest.mark.django_db
AT = datetime(2027, 3, 1, 12, tzinfo=UTC)


def somebody(name: str) -> Person:
    return people.create_person(email=f"{name}@essai.example", name=name.title(), by=None)


def published(**values: Any) -> Edition:
    made = closed(**values)
    asked = actions.run_count(asked=actions.ask_count(edition=made, by=somebody("counter")))
    actions.publish(asked=asked, by=somebody("publisher"))
    return fresh(made)


def fresh(made: Edition) -> Edition:
    return Edition.objects.select_related("publication__count").get(pk=made.pk)


def contested(made: Edition, text: str = "Le prix du banc.") -> Objection:
    return actions.object_to_result(edition=made, name="René", contact="", text=text, by=None)


def answered(made: Edition, finding: str, by: Person | None = None) -> Objection:
    one = contested(made)
    actions.answer_objection(objection=one, text="Vérifié.", finding=finding, by=by or somebody(f"r{one.pk}"))
    return Objection.objects.get(pk=one.pk)


def state(made: Edition) -> ResultState:
    found = queries.standing(fresh(made))
    assert found is not None
    return found.state


def counted_apart(made: Edition) -> Count:
    """Another count on which both agree, as raw SQL could write it."""
    kept = made.publication.count
    return Count.objects.create(edition=made, state="agreed", kit=kept.kit, ended_at=timezone.now())


@pytest.mark.parametrize(
    ("annulled", "waiting", "days", "expected"),
    [(False, 0, 1, "provisional"), (False, 0, -1, "final"), (False, 2, -1, "contested"), (True, 2, 1, "annulled")],
)
def test_a_result_is_worth_one_thing_at_a_time(annulled: bool, waiting: int, days: int, expected: str) -> None:
    until = AT + timedelta(days=days)
    assert result_state(annulled=annulled, waiting=waiting, until=until, at=AT) == expected


def test_a_school_may_leave_one_day_and_a_town_a_week() -> None:
    for template, days, fine in ((Template.TOWN, 7, True), (Template.TOWN, 6.9, False), (Template.SCHOOL, 1, True)):
        assert bool(window_faults(template, (AT, AT + timedelta(days=days)))) is not fine
    assert window_faults(Template.SCHOOL, (AT, AT + timedelta(hours=23)))
    assert window_faults(Template.TOWN, None)


def test_a_calendar_without_time_to_object_gets_it_and_a_short_one_is_refused() -> None:
    wanted = draft()
    vote = wanted.dates["vote"]
    made = actions.make_edition(draft=actions.Draft(wanted.values, {"vote": vote}), by=None)
    kept = made.phases.get(kind=PhaseKind.OBJECT)
    assert (kept.opens_at, kept.closes_at) == (vote[1], vote[1] + window(Template.TOWN))
    short = {"vote": vote, "object": (vote[1], vote[1] + timedelta(days=3))}
    with pytest.raises(Refused, match="sept jours"):
        actions.change_edition(edition=made, draft=actions.Draft(wanted.values, short), by=None)
    Phase.objects.filter(pk=kept.pk).delete()
    with pytest.raises(Refused, match="Il manque les dates"):
        actions.show_edition(edition=made, by=None)
    with pytest.raises(DatabaseError, match="no time to contest"), transaction.atomic():
        Edition.objects.filter(pk=made.pk).update(shown_at=timezone.now())


def test_a_result_that_comes_late_is_contested_as_long(client: Client) -> None:
    made = closed()
    Phase.objects.filter(edition=made, kind="object").update(closes_at=timezone.now() + timedelta(hours=2))
    asked = counted(made)
    with pytest.raises(DatabaseError, match="contested long enough"), transaction.atomic():
        Publication.objects.create(edition=made, count=asked)
    actions.publish(asked=asked, by=None)
    phase = made.phases.get(kind="object")
    assert phase.closes_at >= Publication.objects.get().published_at + timedelta(days=7)
    for shrinks in ({"closes_at": timezone.now()}, {"opens_at": timezone.now() + timedelta(days=1)}):
        with pytest.raises(DatabaseError, match="does not shrink"), transaction.atomic():
            Phase.objects.filter(pk=phase.pk).update(**shrinks)
    with pytest.raises(DatabaseError, match="does not shrink"), transaction.atomic():
        phase.delete()
    assert "Résultat provisoire" in page(client.get(f"/budgets/{made.slug}/result/"))


def test_who_counted_or_published_answers_nothing_unless_hands_are_few() -> None:
    made = published()
    one = contested(made)
    for involved in Person.objects.filter(name__in=["Counter", "Publisher"]):
        with pytest.raises(NotAllowed, match="une autre personne"):
            actions.answer_objection(objection=one, text="Non.", finding="unfounded", by=involved)
        with pytest.raises(DatabaseError, match="answers no objection"), transaction.atomic():
            Objection.objects.update(
                answer="Non.", finding="unfounded", answered_at=timezone.now(), answered_by=involved
            )
    with pytest.raises(DatabaseError, match="with a finding"), transaction.atomic():
        Objection.objects.update(answer="Non.", answered_at=timezone.now())
    Objection.objects.filter(pk=one.pk).update(contact="")


def test_few_hands_may_answer_and_it_is_said(client: Client) -> None:
    made = published(few_hands=True)
    answered(made, Finding.UNFOUNDED, Person.objects.get(name="Publisher"))
    assert "les mains sont peu nombreuses" in page(client.get(f"/budgets/{made.slug}/result/"))


def test_an_objection_and_its_answer_stay() -> None:
    one = answered(published(), Finding.NO_EFFECT)
    for change in ({"text": "Rien."}, {"answer": "Autre."}, {"finding": "annuls"}, {"answered_at": timezone.now()}):
        with pytest.raises(DatabaseError, match="stay as they were"), transaction.atomic():
            Objection.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        Objection.objects.all().delete()
    with pytest.raises(Refused, match="déjà sa réponse"):
        actions.answer_objection(objection=one, text="Encore.", finding="unfounded", by=None)


def test_a_result_is_contested_until_answered_then_final() -> None:
    made = published()
    assert state(made) == "provisional"
    one = contested(made)
    finish(made)
    assert state(made) == "contested"
    actions.answer_objection(objection=one, text="Vérifié.", finding="no_effect", by=somebody("referee"))
    assert state(made) == "final"
    with pytest.raises(Refused, match="pas ouvert"):
        contested(made)


def test_a_founded_objection_annuls_and_the_same_ballots_are_counted_again(client: Client) -> None:
    made = published()
    old, near = made.publication.count, NearMiss.objects.count()
    with pytest.raises(Refused, match="sauf si une contestation"):
        actions.ask_count(edition=made, by=None)
    actions.report_recount(edition=made, name="Lycée", means="", same=True, remark="", by=None)
    answered(made, Finding.ANNULS)
    with pytest.raises(Refused, match="recomptez le prochain"):
        actions.report_recount(edition=made, name="Lycée", means="", same=True, remark="", by=None)
    assert state(made) == "annulled" and queries.publishable(made) is None
    shown = page(client.get(f"/budgets/{made.slug}/result/"))
    assert "Résultat annulé" in shown and "Ce qui suit ne vaut plus" in shown and "Contester ce résultat" not in shown
    with pytest.raises(Refused, match="déjà annulé"):
        contested(made)
    with pytest.raises(Refused, match="avant l’annulation"):
        actions.publish(asked=old, by=None)
    again = counted(made)
    assert queries.publishable(made) == again and again.ballots == old.ballots
    actions.publish(asked=again, by=None)
    assert state(made) == "provisional"
    assert NearMiss.objects.count() == 2 * near and len(queries.near_misses(made)) == near
    shown = page(client.get(f"/budgets/{made.slug}/result/"))
    assert "Lire l’ancien résultat" in shown and "Personne n’a encore dit avoir recompté" in shown
    assert "Résultat provisoire" in page(client.get(made.projects.get(number=1).get_absolute_url()))
    former = client.get(f"/budgets/{made.slug}/result/former/{old.pk}/")
    winner = queries.result(made, old).winners[0]
    assert winner.title in page(former) and old.sha256 in page(former) and "Vérifié." in page(former)
    assert "1 identiques, 0 différents" in page(former)
    kit = client.get(f"/budgets/{made.slug}/result/former/{old.pk}/kit.zip")
    assert kit.content == bytes(old.kit or b"")
    assert client.get(f"/budgets/{made.slug}/result/former/{again.pk}/").status_code == 404
    names = set(Event.objects.values_list("name", flat=True))
    assert {"budgeting.result_annulled", "budgeting.result_replaced", "budgeting.objection_answered"} <= names
    assert Annulment.objects.get().published_by == Person.objects.get(name="Publisher")


def test_what_was_said_of_an_annulled_result_does_not_annul_the_next() -> None:
    made = published()
    late = contested(made, "Le prix de l’arbre.")
    answered(made, Finding.ANNULS)
    actions.publish(asked=counted(made), by=None)
    with pytest.raises(DatabaseError, match="an objection that is founded"), transaction.atomic():
        Objection.objects.filter(pk=late.pk).update(answer="Vrai.", finding="annuls", answered_at=timezone.now())
        Annulment.objects.create(edition=made, count=fresh(made).publication.count, objection=late)
    actions.answer_objection(objection=late, text="Vrai.", finding=Finding.ANNULS, by=somebody("referee"))
    assert state(made) == "provisional" and Annulment.objects.count() == 1


def test_the_ballots_of_few_stay_shut_after_an_annulment(client: Client) -> None:
    made = edition(near_share=1)
    vote(made, person(letters(made, 1)[0]), 3)
    actions.publish(asked=counted(close(made)), by=None)
    old = fresh(made).publication.count
    answered(made, Finding.ANNULS)
    former = f"/budgets/{made.slug}/result/former/{old.pk}/"
    assert client.get(f"{former}kit.zip").status_code == 403
    shown = page(client.get(former))
    assert "Moins de dix bulletins" in shown and "1 bulletin compté" not in shown and "kit.zip" not in shown


def test_a_count_published_early_leaves_a_calendar_that_can_be_saved() -> None:
    made = closed()
    now = timezone.now()
    Phase.objects.create(
        edition=made, kind="count", opens_at=now - timedelta(seconds=9), closes_at=now + timedelta(days=3)
    )
    made.phases.filter(kind="object").update(opens_at=now + timedelta(days=3), closes_at=now + timedelta(days=30))
    actions.publish(asked=counted(made), by=None)
    dates = {phase.kind: (phase.opens_at, phase.closes_at) for phase in fresh(made).phases.all()}
    assert calendar_faults(dates) == []


def test_a_new_count_must_agree_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = published()
    answered(made, Finding.ANNULS)
    monkeypatch.setattr("terreau.decide.budgeting.actions.counting.count_apart", lambda *_a, **_m: Said(["5"], "42000"))
    differs = counted(made)
    assert differs.state == "different" and queries.publishable(made) is None
    with pytest.raises(DatabaseError, match="both counters agree"), transaction.atomic():
        Publication.objects.update(count=differs, published_at=timezone.now() - timedelta(seconds=1))


def test_no_sql_moves_or_annuls_a_result_by_itself() -> None:
    made = published()
    other = counted_apart(made)
    unfounded = answered(made, Finding.UNFOUNDED)
    with pytest.raises(DatabaseError, match="until it is annulled"), transaction.atomic():
        Publication.objects.update(count=other)
    with pytest.raises(DatabaseError, match="an objection that is founded"), transaction.atomic():
        Annulment.objects.create(
            edition=made, count=made.publication.count, objection=unfounded, annulled_by=unfounded.answered_by
        )
    answered(made, Finding.ANNULS)
    for statement in ("DELETE FROM budgeting_annulment", "UPDATE budgeting_annulment SET annulled_at = now()"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_key_is_kept_while_an_objection_waits() -> None:
    made = published()
    contested(made)
    finish(made)
    assert actions.forget_voters() == 0
    actions.answer_objection(objection=Objection.objects.get(), text="Non.", finding="unfounded", by=None)
    assert actions.forget_voters() == 1


def test_a_vote_held_elsewhere_is_neither_provisional_nor_final() -> None:
    made = edition()
    assert queries.standing(made) is None


def test_an_objection_that_nobody_is_asked_to_answer_is_the_administrator_s(client: Client) -> None:
    made, mayor = published(), signed_in(client, "administrator")
    assert not duties(mayor)
    contested(made)
    (duty,) = duties(mayor)
    assert duty.url == f"/budgets/{made.slug}/settings/#hands" and duty.urgent
    referee = signed_in(Client(), "agent", email="r@essai.example")
    actions.assign(edition=made, person=referee, task="answer", by=mayor)
    assert not duties(mayor)
