"""Pages of a class: who opens them, what a pupil sees, what stays on the tablet, and a draw that everybody watches."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.models import Assignment, Attendance, ClassSession, Draw, Edition, PupilCard
from terreau.decide.budgeting.tests.editions import close, edition, vote
from terreau.decide.budgeting.tests.test_classes import opened, pupil, school
from terreau.decide.budgeting.tests.test_counting import counted
from terreau.decide.budgeting.tests.test_pages import holding, page
from terreau.know.territory.tests.people import signed_in
from terreau.trust.people.models import Attempt, Person

pytestmark = pytest.mark.django_db
CLASS = {"school": "Jean-Moulin", "name": "CE2", "pupils": "3", "lang": "fr"}


def teacher(client: Client, made: Edition, email: str = "maitresse@essai.example") -> Person:
    """A member of the town, without any role."""
    someone = signed_in(client, email=email)
    Assignment.objects.create(edition=made, person=someone, task="teach")
    return someone


def pictures(sheet: str) -> list[list[str]]:
    found = re.findall(r'data-picture="([\w-]+)"', sheet)
    return [found[at : at + 4] for at in range(0, len(found), 4)]


def test_a_teacher_opens_a_class_prints_its_cards_once_and_closes_it(client: Client) -> None:
    made = school()
    teacher(client, made)
    base = f"/budgets/{made.slug}/classes/"
    sheet = client.post(base, CLASS)
    assert len(pictures(page(sheet))) == 3 and "no-store" in sheet["Cache-Control"]
    again = client.post(base, CLASS)
    assert again.status_code == 422 and "déjà ouverte" in page(again)
    session = ClassSession.objects.get()
    shown = page(client.get(f"{base}{session.pk}/"))
    assert session.code in shown and not pictures(shown)
    assert "CE2" in page(client.get(base))
    fresh = pictures(page(client.post(f"{base}{session.pk}/cards/")))
    assert len(fresh) == 3 and fresh != pictures(page(sheet))
    paper = client.post(f"{base}{session.pk}/paper/", {"sheets": "4", "seal": "A, B"})
    assert paper.status_code == 422 and "Il reste 3 cartes" in page(paper)
    assert client.post(f"{base}{session.pk}/paper/", {"sheets": "1", "seal": "A, B"}).status_code == 302
    assert client.post(f"{base}{session.pk}/closure/").status_code == 302
    assert client.post(f"{base}{session.pk}/cards/").status_code == 409
    assert client.get(f"/budgets/{made.slug}/classes/lesson/?pupils=24").status_code == 200
    assert "2 500" in page(client.get(f"/budgets/{made.slug}/classes/lesson/?pupils=24")).replace("\u202f", " ")


@pytest.mark.parametrize("role", [None, "member", "agent", "administrator", "other teacher", "desk", "ended"])
def test_only_the_teacher_of_a_class_keeps_it(client: Client, role: str | None) -> None:
    made = school()
    owner = teacher(Client(), made)
    session, _cards = opened(made, by=owner)
    if role == "other teacher":
        teacher(client, made, "autre@essai.example")
    elif role == "ended":
        Assignment.objects.create(
            edition=made, person=signed_in(client, email="fini@essai.example"), task="teach", ended_at=timezone.now()
        )
    elif role == "desk":
        holding(client, made, "desk")
    elif role:
        signed_in(client, role)
    base = f"/budgets/{made.slug}/classes/{session.pk}/"
    assert client.get(base).status_code == 403
    for path in ("cards/", "closure/", "paper/"):
        assert client.post(base + path).status_code == 403
    assert (client.get(f"/budgets/{made.slug}/classes/").status_code == 200) is (role == "other teacher")
    assert PupilCard.objects.count() == 5 and not ClassSession.objects.filter(closed_at__isnull=False).exists()


def test_a_teacher_without_a_role_holds_no_other_task(client: Client) -> None:
    made = edition(channels=["letter", "class"])
    someone = signed_in(client, email="maitre@essai.example")
    for task in ("desk", "settle", "count"):
        Assignment.objects.create(edition=made, person=someone, task=task).delete()
    Assignment.objects.create(edition=made, person=someone, task="desk")
    assert client.get(f"/budgets/{made.slug}/desk/").status_code == 403


def test_a_joint_count_wants_pupils_too_young_to_vote_otherwise(client: Client) -> None:
    made = edition(channels=["letter", "class"])
    teacher(client, made)
    refused = client.post(f"/budgets/{made.slug}/classes/", CLASS)
    assert refused.status_code == 422 and "Aucun de ces élèves n’a 16 ans" in page(refused)
    assert client.post(f"/budgets/{made.slug}/classes/", {**CLASS, "too_young": "on"}).status_code == 200
    assert "Comment vote une classe" in page(client.get(f"/budgets/{made.slug}/rules/"))


def test_a_pupil_votes_with_four_pictures_and_the_tablet_keeps_nothing(client: Client) -> None:
    made = school()
    session, cards = opened(made)
    door = f"/budgets/{made.slug}/class/"
    wrong = client.post(door, {"code": "ZZZZZZ"})
    assert wrong.status_code == 422 and "Aucune classe" in page(wrong)
    base = client.post(door, {"code": session.code[:3].lower() + "-" + session.code[3:]})["Location"]
    assert base == f"{door}{session.code}/"
    picked: list[str] = []
    for picture in cards[0].pictures:
        shown = page(client.post(base, {"c": picked, "pick": picture}))
        picked.append(picture)
    assert shown.count('name="p"') == 5 and "Choisis toutes les idées" in shown
    empty = client.post(base, {"c": picked, "look": "1"})
    assert empty.status_code == 422 and "Choisis d’abord une idée" in page(empty)
    review = client.post(base, {"c": picked, "p": ["2", "4"], "look": "1"})
    assert "Est-ce que c’est ça" in page(review) and "no-store" in review["Cache-Control"]
    changed = page(client.post(base, {"c": picked, "p": ["2", "4"]}))
    assert changed.count(" checked") == 2
    nonce = re.search(r'name="nonce" value="(\w+)"', review.content.decode())[1]
    cast = client.post(f"{base}box/", {"c": picked, "p": ["2", "4"], "nonce": nonce})
    assert cast.status_code == 302 and cast["Location"] == f"{base}done/"
    done = client.get(cast["Location"])
    assert "Ton choix est dans l’urne" in page(done) and "no-store" in done["Cache-Control"]
    for later in (done, client.get(base)):
        assert not [name for name in ("Projet 2", "Projet 4", 'name="c"', nonce) if name in page(later)]
    assert not client.session.keys() - {"_auth_user_id"} and "ballot-order" not in client.cookies
    assert queries.balance(made) == queries.Balance(1, 1, 0)
    again = client.post(base, {"c": picked[:3], "pick": picked[3]})
    assert again.status_code == 422 and "déjà voté" in page(again)
    twice = client.post(f"{base}box/", {"c": picked, "p": ["1"], "nonce": "z" * 32})
    assert twice.status_code == 422 and "déjà voté" in page(twice)
    assert (
        client.post(f"{base}box/", {"c": picked, "p": ["2", "4"], "nonce": nonce}).status_code == 302
    )  # a double press


def test_a_pupil_reads_in_the_language_of_the_class(client: Client) -> None:
    made = school()
    session, _cards = actions.open_class(edition=made, name="3B", school="S", pupils=2, lang="en", by=None)
    shown = page(client.get(f"/budgets/{made.slug}/class/{session.code}/"))
    assert 'lang="en"' in shown and "Prends ta carte" not in shown


def test_a_card_of_another_class_and_a_closed_class_open_nothing(client: Client) -> None:
    made = school()
    (one, cards), (other, _others) = opened(made), opened(made, name="CM1")
    base = f"/budgets/{made.slug}/class/{other.code}/"
    picked = list(cards[0].pictures)
    assert "pas de ta classe" in page(client.post(base, {"c": picked}))
    assert "pas de ta classe" in page(client.post(f"{base}box/", {"c": picked, "p": ["1"], "nonce": "n"}))
    actions.close_class(session=one, by=None)
    closed = f"/budgets/{made.slug}/class/{one.code}/"
    assert "est fini" in page(client.get(closed)) and 'name="pick"' not in page(client.post(closed, {"c": picked}))
    assert "fini" in page(client.post(f"{closed}box/", {"c": picked, "p": ["1"], "nonce": "n"}))
    assert not Attendance.objects.exists()


def test_cards_and_classes_are_not_guessed_at_leisure(client: Client) -> None:
    made = school()
    session, cards = opened(made)
    base = f"/budgets/{made.slug}/class/{session.code}/"
    tries = [page(client.post(base, {"c": ["sun", "sun", "sun", "moon"]})) for _try in range(8)]
    assert "pas de ta classe" in tries[0] and "beaucoup d’essais" in tries[-1]
    boxes = page(client.post(f"{base}box/", {"c": ["sun"] * 4, "p": ["1"], "nonce": "n"}))
    assert "beaucoup d’essais" in boxes
    Attempt.objects.all().delete()
    assert "Choisis toutes" in page(client.post(base, {"c": list(cards[0].pictures)}))
    doors = [client.get(f"/budgets/{made.slug}/class/AAAA{n:02d}/").status_code for n in range(14)]
    assert doors[0] == 404 and doors[-1] == 429


def test_a_class_is_voted_in_class_alone(client: Client) -> None:
    made = school()
    assert client.get(f"/budgets/{made.slug}/ballot/").status_code == 302
    assert client.post(f"/budgets/{made.slug}/ballot/box/", {"p": ["1"]}).status_code == 302
    shown = page(client.get(f"/budgets/{made.slug}/"))
    assert "Voter maintenant" not in shown and "la porte des élèves" in shown
    assert "la porte des élèves" not in page(client.get(f"/budgets/{edition(name='Ville').slug}/"))
    assert client.get(f"/budgets/{edition(name='Autre').slug}/class/").status_code == 404


def test_the_result_tells_the_cards_of_each_class_and_no_small_number(client: Client) -> None:
    made = school()
    (big, cards), (small, others) = opened(made, 12), opened(made, 4, name="CM1")
    for rank, card in enumerate(cards[:11]):
        vote(made, pupil(big, card), 1 + rank % 3)
    for card in others:
        vote(made, pupil(small, card), 1)
    asked = actions.run_count(asked=actions.ask_count(edition=close(made), by=None))
    actions.publish(asked=asked, by=None)
    rows = re.findall(
        r"<tr><th scope=\"row\">(CE2|CM1), Jean-Moulin</th>(.*?)</tr>",
        page(client.get(f"/budgets/{made.slug}/result/")),
    )
    told = {name: re.findall(r">([^<]+)</td>", cells) for name, cells in rows}
    assert told == {"CE2": ["12", "caché"], "CM1": ["4", "caché"]}  # with the sum known, one would tell the other


def form_of_school(**changed: Any) -> dict[str, Any]:
    opens, closes = timezone.localtime() - timedelta(hours=1), timezone.localtime() + timedelta(days=3)
    return {
        "name": "École Jean-Moulin", "question": "Que faire avec 300 € ?", "summary": "", "budget": "300",
        "opens_0": f"{opens:%Y-%m-%d}", "opens_1": f"{opens:%H:%M}", "closes_0": f"{closes:%Y-%m-%d}", "closes_1": "20:00",
        **changed,
    }  # fmt: skip


def test_a_teacher_opens_the_budget_of_a_school_and_keeps_to_it(client: Client) -> None:
    town = edition(channels=["letter", "class"])
    assert client.get("/budgets/new/school/").status_code == 403
    teacher(client, town)
    assert "Ouvrir le budget d’une école" in page(client.get("/budgets/"))
    assert client.post("/budgets/new/school/", form_of_school(budget="")).status_code == 422
    assert client.post("/budgets/new/school/", form_of_school(closes_0="2020-01-01")).status_code == 422
    assert client.post("/budgets/new/school/", form_of_school()).status_code == 302
    made = Edition.objects.get(template="school")
    assert (made.min_age, made.channels, made.few_hands) == (0, ["class", "paper"], True)
    assert "devant la classe" in page(client.get(f"/budgets/{made.slug}/rules/"))
    base = f"/budgets/{made.slug}/"
    assert Client().get(base).status_code == 403
    assert client.post(f"{base}study/", {"title": "Un potager", "cost": "120", "drawing": "garden"}).status_code == 302
    settings = client.get(f"{base}settings/")
    assert settings.status_code == 200 and 'select name="person"' not in page(settings)
    escape = {
        "name": "X", "template": "town", "budget": "300", "ballot_kind": "approval", "min_choices": "1", "min_age": "16",
        "channels": ["email"], "preset": "equal-shares", "vote_opens_0": "2030-01-01", "vote_opens_1": "08:00",
        "vote_closes_0": "2030-01-09", "vote_closes_1": "08:00",
    }  # fmt: skip
    assert client.post(f"{base}settings/", escape).status_code == 403
    assert client.post(f"{base}settings/", {**escape, "template": "school"}).status_code == 403
    assert client.post(f"{base}announcement/").status_code == 302
    assert client.post(f"{base}classes/", CLASS).status_code == 200
    colleague = signed_in(Client(), email="collegue@essai.example")
    assert client.post(f"{base}hands/", {"email": "nobody@essai.example", "task": "type"}).status_code == 422
    assert client.post(f"{base}hands/", {"email": "Collegue@essai.example", "task": "type"}).status_code == 302
    assert Assignment.objects.filter(edition=made, person=colleague, task="type").exists()
    assert client.get(f"{base}counting/").status_code == 200
    assert (
        client.post(f"/budgets/{town.slug}/hands/", {"email": "collegue@essai.example", "task": "teach"}).status_code
        == 403
    )


def test_an_administrator_gives_a_class_to_a_teacher_by_e_mail(client: Client) -> None:
    made = edition(channels=["letter", "class"])
    signed_in(Client(), email="maitresse@essai.example")
    signed_in(client, "administrator")
    base = f"/budgets/{made.slug}/hands/"
    refused = client.post(base, {"email": "maitresse@essai.example", "task": "count"})
    assert refused.status_code == 422 and "rien d’autre" in page(refused)
    assert client.post(base, {"email": "maitresse@essai.example", "task": "teach"}).status_code == 302
    assert Assignment.objects.get(task="teach").person.email == "maitresse@essai.example"


def tied() -> Edition:
    """Three projects with one vote each, money for one or two, and a rule that leaves it to a draw."""
    made = school(rule="greedy", at_tie="draw", budget=42_000)
    session, cards = opened(made, 3)
    for card, number in zip(cards, (5, 1, 4), strict=True):
        vote(made, pupil(session, card), number)
    return close(made)


def test_a_draw_is_written_before_it_is_shown_turn_by_turn(client: Client) -> None:
    made = tied()
    holding(client, made, "count")
    base = f"/budgets/{made.slug}/counting/drawing/"
    early = client.post(base, {"numbers": "1 2 3 4", "place": "En classe"})
    assert early.status_code == 422 and "Rien n’est à tirer" in page(early)
    counted(made)
    assert "devant tout le monde" in page(client.get(f"/budgets/{made.slug}/counting/"))
    for numbers, said in (("1", "au moins 2 nombres"), ("1 2 douze", "« douze »"), ("0 1 2 3", "« 0 »")):
        refused = client.post(base, {"numbers": numbers, "place": "En classe"})
        assert refused.status_code == 422 and said in page(refused)
    assert client.post(base, {"numbers": "7, 1 3", "place": "En classe, CE2"}).status_code == 302
    draw = Draw.objects.get()
    assert (
        draw.order[0] == "1"
        and set(draw.order) == {"1", "4", "5"}
        and "7 + 3 = 10" in draw.protocol
        and draw.protocol.startswith("En classe, CE2.")
    )
    first = page(client.get(f"{base}turns/"))
    assert "Tour 1" not in first and "?turn=1" in first
    second = page(client.get(f"{base}turns/?turn=1"))
    assert "Tour 1" in second and "Tour 2" not in second
    assert "L’ordre tiré" in page(client.get(f"{base}turns/?turn=99"))
    assert client.post(base, {"numbers": "9 9", "place": "Encore"}).status_code == 302
    assert Draw.objects.get().order == draw.order


@pytest.mark.parametrize("task", [None, "teach", "publish"])
def test_a_draw_is_for_those_who_count(client: Client, task: str | None) -> None:
    made = tied()
    if task:
        holding(client, made, task)
    for path in ("", "turns/"):
        assert client.get(f"/budgets/{made.slug}/counting/drawing/{path}").status_code == 403
    assert client.post(f"/budgets/{made.slug}/counting/drawing/", {"numbers": "1"}).status_code == 403
