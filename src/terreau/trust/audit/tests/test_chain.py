"""The chain cannot be changed, and whoever changes it all the same is found."""

import importlib.util
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction
from django.test import Client

from terreau.cli.audit_verify import audit_verify
from terreau.trust.audit import queries
from terreau.trust.audit.actions import record
from terreau.trust.audit.models import Event
from terreau.trust.people.models import Person

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


def test_eight_writers_at_once_make_one_chain(transactional_db: Any) -> None:
    def write(writer: int) -> None:
        try:
            for n in range(10):
                with transaction.atomic():
                    record("tests.raced", by=None, detail={"writer": writer, "n": n})
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert list(Event.objects.order_by("id").values_list("id", flat=True)) == list(range(1, 81))
    assert broken() is None


def test_what_is_rolled_back_leaves_no_hole(transactional_db: Any) -> None:
    for n in range(3):
        try:
            with transaction.atomic():
                record("tests.tried", by=None)
                if n == 1:
                    raise LookupError
        except LookupError:
            continue
    assert list(Event.objects.order_by("id").values_list("id", flat=True)) == [1, 2]
    assert broken() is None


def test_the_command_names_the_first_that_does_not_hold(events: list[Event]) -> None:
    good = CliRunner().invoke(audit_verify)
    assert good.exit_code == 0
    assert events[-1].__class__.objects.get(pk=5).fingerprint in good.output
    noted = CliRunner().invoke(audit_verify, ["--hash", "00" * 32])
    assert noted.exit_code == 1
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only")
        cursor.execute("UPDATE audit_event SET detail = '{}' WHERE id = 4")
    bad = CliRunner().invoke(audit_verify)
    assert bad.exit_code == 1
    assert "Event 4" in bad.output


def test_whoever_kept_a_mark_learns_what_was_touched_since(db: Any) -> None:
    one, two = (Person.objects.create_user(f"p{n}@essai.example") for n in range(2))

    def act(name: str, on: Person | None = None) -> None:
        with transaction.atomic():
            record(name, by=None, on=on)

    mark, touched = queries.changed("tests", None)
    assert touched is None  # nothing was kept: everything is to be read
    act("tests.thing_done", on=one)
    act("others.thing_done", on=two)
    later, touched = queries.changed("tests", mark)
    assert touched == {one.pk}
    assert queries.changed("tests", later) == (later, set())
    act("tests.thing_done")
    last, touched = queries.changed("tests", later)
    assert touched == set() and last.id > later.id
    assert queries.changed("tests", None) == (last, None)


def test_a_mark_that_the_chain_no_longer_holds_is_worth_nothing(db: Any) -> None:
    with transaction.atomic():
        record("tests.thing_done", by=None)
        mark, _touched = queries.changed("tests", None)
        transaction.set_rollback(True)
    assert queries.changed("tests", mark) == (queries.Mark(), None)
    with transaction.atomic():
        again = record("tests.other_thing_done", by=None)
    assert again.pk == mark.id
    fresh, touched = queries.changed("tests", mark)
    assert touched is None and fresh.hash != mark.hash
