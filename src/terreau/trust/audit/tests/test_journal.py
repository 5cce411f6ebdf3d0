"""The public journal: what it shows, page after page, and what it keeps to itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from terreau.trust.audit import objects, sentences
from terreau.trust.audit.actions import record
from terreau.trust.people import actions
from terreau.trust.people.enums import Role
from terreau.trust.people.models import Person


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sentences, "SENTENCES", {"tests.thing_done": "Une chose est faite"})
    monkeypatch.setattr(sentences, "APPS", {"tests": "Les essais"})
    return


@pytest.fixture
def events(db: Any, words: None) -> None:
    with transaction.atomic():
        for n in range(120):
            record("tests.thing_done", by=None, detail={"n": n})
        record("tests.secret", by=None, public=False)


def numbers(page: Any) -> list[int]:
    return [event.pk for event, *_words in page.context["rows"]]


def test_pages_follow_each_other_while_others_write(events: None) -> None:
    client = Client()
    first = client.get("/audit/")
    assert numbers(first) == list(range(120, 70, -1))
    with transaction.atomic():
        record("tests.thing_done", by=None)
    second = client.get(f"/audit/?{first.context['older']}")
    assert numbers(second) == list(range(70, 20, -1))
    assert not client.get(f"/audit/?{second.context['older']}").context["older"]


def test_private_events_are_not_shown(events: None) -> None:
    for path in ("/audit/", "/audit/?name=tests.secret", "/audit/?name=tests."):
        assert b"tests.secret" not in Client().get(path).content.replace(b"name=tests.secret", b"")
    assert b"secret" not in b"".join(Client().get("/audit/events.csv").streaming_content)


def test_an_event_is_told_in_words(events: None) -> None:
    assert "Une chose est faite" in Client().get("/audit/?name=tests.").content.decode()
    table = b"".join(Client().get("/audit/events.csv?name=tests.thing_done").streaming_content).decode()
    assert table.count("Une chose est faite") == 120


@pytest.mark.parametrize("query", ["?before=abc", "?before=-1", "?name=%00", "?before=99999999999999999999", "?name='"])
def test_nonsense_in_the_address_is_an_empty_or_full_page(query: str, events: None) -> None:
    assert Client().get(f"/audit/{query}").status_code == 200


def test_a_role_names_who_holds_it_until_they_leave(db: Any) -> None:
    person: Person = actions.create_person(email="ada@rivelune.example", name="Ada Perrin", by=None)
    actions.give_role(person=person, role=Role.AGENT, by=None)
    assert "Ada Perrin" in Client().get("/audit/").content.decode()
    actions.erase_person(person=person, by=person)
    assert "Ada Perrin" not in Client().get("/audit/").content.decode()


def test_the_journal_says_under_which_role(db: Any) -> None:
    ada = actions.create_person(email="ada@rivelune.example", name="Ada", by=None)
    actions.give_role(person=ada, role=Role.ADMINISTRATOR, by=None)
    lou = actions.create_person(email="lou@rivelune.example", name="Lou", by=ada)
    actions.give_role(person=lou, role=Role.AGENT, by=ada)
    assert "Administrateur" in Client().get("/audit/").content.decode()


def test_things_are_found_in_one_question_per_kind(db: Any, django_assert_num_queries: Any) -> None:
    asked: list[list[str]] = []

    def finder(ids: Any) -> dict[str, tuple[str, str]]:
        asked.append(list(ids))
        return {"1": ("La halle", "/places/halle/")}

    objects.register_object("tests.hall", "une halle", finder)
    events = [objects.Event(pk=n, object_type="tests.hall", object_id=str(n % 3)) for n in range(9)]
    found = objects.things(events)
    assert len(asked) == 1
    assert found[1] == objects.Thing("La halle", "/places/halle/")
    assert found[2] == objects.Thing("une halle")


def test_the_explanation_gives_the_last_hash(events: None) -> None:
    page = Client().get("/audit/explained/").content.decode()
    assert sentences and page.count("verify_chain.py") == 1
    assert objects.Event.objects.get(pk=121).fingerprint in page
