"""A backup holds the whole town, comes back whole, and is refused when it is not."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from pytest_django import Settings

from terreau.cli.archive.tables import LEFT_OUT, sequences, tables
from terreau.cli.backup import backup
from terreau.cli.restore import restore
from terreau.trust.audit import queries
from terreau.trust.people.models import Person

Lead = Callable[[str], None]


@pytest.fixture
def data(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the town that is backed up."""
    return use(tmp_path / "data", settings, monkeypatch)


def use(folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder.mkdir()
    monkeypatch.setenv("TERREAU_DATA", str(folder))
    settings.LAST_BACKUP = folder / "last-backup"
    return folder


def run(command: Any, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def put(data: Path, name: str, content: bytes) -> None:
    (data / name).parent.mkdir(parents=True, exist_ok=True)
    (data / name).write_bytes(content)


def content() -> dict[str, list[str]]:
    """Every row of every table, as text; what a restore itself adds (its event) is left out by the caller."""
    with connection.cursor() as cursor:
        found = {}
        for shape in tables(cursor):
            if shape.name not in LEFT_OUT:
                cursor.execute(f'SELECT t::text FROM "{shape.name}" t ORDER BY 1')
                found[shape.name] = [row[0] for row in cursor.fetchall()]
        return found


def numbers() -> dict[str, int | None]:
    with connection.cursor() as cursor:
        return sequences(cursor)


def files(data: Path) -> dict[str, bytes]:
    found = [path for folder in ("media", "maps") for path in (data / folder).rglob("*") if path.is_file()]
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in found}


def test_everything_comes_back_table_by_table_and_file_by_file(
    small_town: None, databases: Lead, data: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(data, "media/pictures/2026/été.jpg", os.urandom(300_000))
    put(data, "maps/town.pmtiles", b"PMTiles" + os.urandom(1000))
    before, counters, kept = content(), numbers(), files(data)
    done = run(backup, tmp_path / "b.zip")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0 and settings.LAST_BACKUP.exists()

    databases("to")
    other = use(tmp_path / "other", settings, monkeypatch)
    done = run(restore, tmp_path / "b.zip")
    assert done.exit_code == 0, done.output
    after = content()
    new = set(after["audit_event"]) - set(before["audit_event"])
    assert len(new) == 1 and "portal.backup_restored" in next(iter(new))
    after["audit_event"] = sorted(set(after["audit_event"]) - new)
    assert after == before
    assert {name: last for name, last in numbers().items() if "audit" not in name} == {
        name: last for name, last in counters.items() if "audit" not in name
    }
    assert files(other) == kept
    assert all(broken is None for _last, broken in queries.first_broken())


def test_a_restored_town_still_guards_its_events(small_town: None, databases: Lead, data: Path, tmp_path: Path) -> None:
    run(backup, tmp_path / "b.zip")
    databases("to")
    assert run(restore, tmp_path / "b.zip").exit_code == 0
    with pytest.raises(Exception, match="append"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event")


def test_a_town_is_replaced_only_on_demand_and_takes_its_files_along(
    small_town: None, databases: Lead, data: Path, tmp_path: Path
) -> None:
    put(data, "media/pictures/kept.jpg", b"old")
    run(backup, tmp_path / "b.zip")
    Person.objects.create_user("late@rivelune.example", name="Come later")
    put(data, "media/pictures/kept.jpg", b"edited since")
    put(data, "media/pictures/late.jpg", b"come later")

    refused = run(restore, tmp_path / "b.zip")
    assert refused.exit_code == 1 and "--replace" in refused.output
    assert Person.objects.count() == 2 and files(data)["media/pictures/kept.jpg"] == b"edited since"

    assert run(restore, "--replace", tmp_path / "b.zip").exit_code == 0
    assert Person.objects.count() == 1
    assert files(data) == {"media/pictures/kept.jpg": b"old"}


def test_the_keys_stay_home_unless_asked(
    small_town: None, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(data, "secret-key", b"not for others")
    monkeypatch.setenv("TERREAU_MAIL_PASSWORD", "open sesame")
    monkeypatch.setenv("TERREAU_URL", "https://town.example")
    run(backup, tmp_path / "b.zip")
    run(backup, "--with-secrets", tmp_path / "s.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as plain, zipfile.ZipFile(tmp_path / "s.zip") as full:
        said = plain.read("manifest.json").decode()
        assert "secret-key" not in plain.namelist() and "open sesame" not in said and "town.example" in said
        assert full.read("secret-key") == b"not for others" and b"open sesame" in full.read("manifest.json")


def rewritten(source: Path, target: Path, name: str, change: Callable[[bytes], bytes | None]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            held = old.read(member)
            held = change(held) if member == name else held
            if held is not None:
                new.writestr(member, held)
    return target


def escaping(manifest: bytes) -> bytes:
    read = json.loads(manifest)
    read["files"][0]["path"] = "../../outside"
    return json.dumps(read).encode()


def test_a_damaged_or_altered_backup_is_refused_and_changes_nothing(
    small_town: None, databases: Lead, data: Path, tmp_path: Path
) -> None:
    put(data, "media/a.jpg", b"a")
    whole = tmp_path / "b.zip"
    run(backup, whole)
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:-2000])
    flipped = bytearray(whole.read_bytes())
    with zipfile.ZipFile(whole) as archive:
        flipped[archive.getinfo("tables/cards_card.csv").header_offset + 200] ^= 0xFF
    (tmp_path / "flipped.zip").write_bytes(flipped)
    rewritten(whole, tmp_path / "edited.zip", "tables/people_person.csv", lambda held: held.replace(b"Nadia", b"Vilma"))
    rewritten(whole, tmp_path / "short.zip", "tables/people_person.csv", lambda held: None)
    rewritten(whole, tmp_path / "escape.zip", "manifest.json", escaping)
    rewritten(
        whole, tmp_path / "future.zip", "manifest.json", lambda held: held.replace(b'"format": 1', b'"format": 9')
    )
    (tmp_path / "text.zip").write_text("not a backup")
    databases("to")
    for name in ("cut", "flipped", "edited", "short", "escape", "future", "text"):
        done = run(restore, tmp_path / f"{name}.zip")
        assert done.exit_code == 1 and "Rien n’a été changé" in done.output, (name, done.output)
    assert content() == {} and not (tmp_path / "outside").exists()


def test_a_backup_of_a_later_version_names_the_version(
    small_town: None, databases: Lead, data: Path, tmp_path: Path
) -> None:
    def later(manifest: bytes) -> bytes:
        read = json.loads(manifest)
        return json.dumps(
            read | {"terreau": "9.0", "migrations": [*read["migrations"], ["cards", "0999_later"]]}
        ).encode()

    run(backup, tmp_path / "b.zip")
    rewritten(tmp_path / "b.zip", tmp_path / "later.zip", "manifest.json", later)
    databases("to")
    done = run(restore, tmp_path / "later.zip")
    assert done.exit_code == 1 and "Terreau 9.0" in done.output and content() == {}


def test_a_killed_backup_leaves_nothing_that_looks_whole(small_town: None, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    run(backup, target)
    whole = target.read_bytes()
    for number in range(200):  # enough that a busy machine sees it still being made
        put(data, f"media/pictures/{number}.jpg", os.urandom(1_000_000))
    process = subprocess.Popen([sys.executable, "-m", "terreau.cli", "backup", str(target)], env=as_command())
    making = tmp_path / ".b.zip.making"
    deadline = time.monotonic() + 60
    while not (making.exists() and making.stat().st_size > 2_000_000) and time.monotonic() < deadline:
        assert process.poll() is None, "the backup ended before it could be killed"
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert target.read_bytes() == whole and making.exists()
    assert run(backup, target).exit_code == 0 and not making.exists()
    with zipfile.ZipFile(target) as archive:
        assert sum(name.endswith(".jpg") for name in archive.namelist()) == 200


def databases_named(pattern: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
        return [row[0] for row in cursor.fetchall()]


def test_a_killed_restore_leaves_the_town_that_was_there(
    small_town: None, databases: Lead, data: Path, tmp_path: Path
) -> None:
    for number in range(30):
        put(data, f"media/pictures/{number}.jpg", os.urandom(1_000_000))
    run(backup, tmp_path / "b.zip")
    Person.objects.create_user("late@rivelune.example", name="Come later")
    put(data, "media/pictures/late.jpg", b"come later")
    before, kept, name = content(), files(data), connection.settings_dict["NAME"]
    connection.close()
    command = [sys.executable, "-m", "terreau.cli", "restore", "--replace", str(tmp_path / "b.zip")]
    environment, killed = as_command(), 0
    for wait in (0.0, 0.05, 0.2):  # at several moments of the work beside the town
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not databases_named(f"{name}_restoring") and process.poll() is None and time.monotonic() < deadline:
            connection.close()  # a restore waits for nobody else to use the base
            time.sleep(0.01)
        time.sleep(wait)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        if process.returncode == -signal.SIGKILL:
            assert content() == before
            seen = {path: held for path, held in files(data).items() if not path.endswith(".restoring")}
            assert seen == kept
    assert killed
    connection.close()
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert Person.objects.count() == 1
    assert len(files(data)) == 30  # neither the late picture, nor what killed restores had begun
    assert databases_named(f"{name}_%") == []


def as_command() -> dict[str, str]:
    """The environment in which a command of its own works on the same database."""
    one = connection.settings_dict
    url = f"postgres://{one['USER']}@/{one['NAME']}?host={one['HOST']}&port={one['PORT']}"
    return {**os.environ, "DATABASE_URL": url}
