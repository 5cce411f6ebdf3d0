"""A project as something that people comment: from the announcement until the vote closes, never an imported vote."""

import pytest
from django.test import Client
from django.utils import timezone

from terreau.converse.comments import actions as comments
from terreau.converse.comments.models import Comment
from terreau.decide.budgeting.models import Assignment, Edition
from terreau.decide.budgeting.queries import talking
from terreau.decide.budgeting.tests.editions import close, edition
from terreau.know.territory.tests.people import signed_in

pytestmark = pytest.mark.django_db


def place(made: Edition) -> str:
    return f"/comments/about/budgeting.project/{made.projects.all()[0].pk}/"


def test_a_project_is_discussed_before_and_during_the_vote() -> None:
    for opens in (2, -1):
        made = edition(opens=opens, closes=4, name=f"Budget {opens}")
        project = made.projects.all()[0]
        client = Client()
        signed_in(client, email=f"zoe{opens}@essai.example")
        answer = client.post(place(made), {"text": "Bonne idée", "stance": "for"})
        said = Comment.objects.latest("pk")
        assert answer["Location"] == f"{project.get_absolute_url()}#comment-{said.pk}"
        page = Client().get(project.get_absolute_url()).content.decode()
        assert "Bonne idée" in page and f'id="comment-{said.pk}"' in page


def test_once_the_vote_is_closed_it_is_read_and_no_longer_written() -> None:
    made, client = edition(), Client()
    signed_in(client)
    client.post(place(made), {"text": "Avant la fin"})
    close(made)
    assert client.post(place(made), {"text": "Après la fin"}).status_code == 403
    said = Comment.objects.get()
    assert client.post(f"/comments/{said.pk}/reply/", {"text": "Après la fin"}).status_code == 403
    page = Client().get(made.projects.all()[0].get_absolute_url()).content.decode()
    assert "Avant la fin" in page and "Le vote est clos" in page and "Publier mon avis" not in page


def test_before_the_announcement_nobody_writes_and_only_staff_reads() -> None:
    made = edition(opens=2, closes=4, shown=False)
    agent, member = Client(), Client()
    signed_in(agent, "agent", email="agent@essai.example")
    signed_in(member, email="member@essai.example")
    assert member.get(place(made)).status_code == Client().get(place(made)).status_code == 404
    assert agent.get(place(made)).status_code == 200
    assert agent.post(place(made), {"text": "Déjà"}).status_code == 403
    assert not Comment.objects.exists()


def test_an_imported_vote_is_not_discussed_here() -> None:
    made, client = edition(opens=2, closes=4), Client()
    signed_in(client)
    assert client.get(place(made)).status_code == 200
    Edition.objects.update(source={"meta": {}})
    assert client.get(place(made)).status_code == client.post(place(made), {"text": "Ici"}).status_code == 404
    page = client.get(made.projects.all()[0].get_absolute_url()).content.decode()
    assert 'id="comments"' not in page and "Publier mon avis" not in page


def test_a_project_has_one_thread_however_its_number_is_written() -> None:
    pk = edition().projects.all()[0].pk
    assert talking.subject(str(pk), None) is not None
    for key in (f"0{pk}", f" {pk}", f"+{pk}", "²", "", "9" * 30):
        assert talking.subject(key, None) is None


def test_those_who_hold_a_task_answer_for_the_town_while_they_hold_it() -> None:
    made, client = edition(), Client()
    agent = signed_in(client, "agent")
    held = Assignment.objects.create(edition=made, person=agent, task="study")
    project = made.projects.all()[0]
    subject = talking.subject(str(project.pk), agent)
    assert subject is not None
    comments.comment(subject=subject, kind="budgeting.project", key=str(project.pk), text="Le sol est sain.", by=agent)
    assert "pour la ville" in client.get(project.get_absolute_url()).content.decode()
    Assignment.objects.filter(pk=held.pk).update(ended_at=timezone.now())
    assert "pour la ville" not in client.get(project.get_absolute_url()).content.decode()


def test_a_school_speaks_in_class_and_not_here() -> None:
    made = edition(template="school", channels=["class", "paper"])
    assert talking.subject(str(made.projects.all()[0].pk), None) is None
