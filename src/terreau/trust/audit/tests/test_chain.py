"""The chain cannot be changed, and whoever changes it all the same is found."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from terreau.trust.audit import queries
from terreau.trust.audit.actions import record
from terreau.trust.audit.models import Event

SCRIPT = Path(__file__).resolve().parents[5] / "docs" / "reference" / "verify_chain.py"


@pytest.fixture
def events(db: Any) -> list[Event]:
    with transaction.atomic():
        return [record(f"tests.thing_{n}", by=None, public=n % 2 == 0, detail={"n": n}) for n in range(5)]


def broken() -> int | None:
    return next((found for _last, found in queries.first_broken() if found), None)


@pytest.mark.parametrize(
    "sql",
    ["UPDATE audit_event SET name = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"],
)
def test_raw_sql_cannot_change_it(sql: str, events: list[Event]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert broken() is None


def test_numbers_follow_each_other(events: list[Event]) -> None:
    assert list(Event.objects.order_by("id").values_list("id", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE audit_event SET name = 'forged' WHERE id = 3", 3),
        ("DELETE FROM audit_event WHERE id = 3", 4),
        ("UPDATE audit_event SET by_id = 7 WHERE id = 5", 5),
    ],
)
def test_a_forger_with_every_right_is_found(sql: str, found: int, events: list[Event]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only")
        cursor.execute(sql)
    assert broken() == found


def test_an_event_outside_a_transaction_is_a_mistake_of_ours(transactional_db: Any) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record("tests.thing", by=None)


def test_anyone_verifies_the_export_without_reading_private_events(events: list[Event]) -> None:
    content = b"".join(Client().get("/audit/chain.ndjson").streaming_content).decode()
    lines = content.splitlines()
    spec = importlib.util.spec_from_file_location("verify_chain", SCRIPT)
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.verify(lines) == 5
    assert "thing_1" not in content
    forged = [*lines[:2], json.dumps({**json.loads(lines[2]), "text": "{}"}), *lines[3:]]
    with pytest.raises(ValueError, match="event 3"):
        script.verify(forged)
