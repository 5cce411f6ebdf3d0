"""The doctor says what is wrong, what to do, and by its exit code whether something must be done."""

import os
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from terreau.cli.checkups import machine, site, store
from terreau.cli.checkups.findings import Finding, State
from terreau.cli.doctor import doctor
from terreau.cli.jobs import jobs
from terreau.trust.audit.models import Event


def states(findings: Iterable[Finding]) -> dict[str, State]:
    return {finding.what: finding.state for finding in findings}


@pytest.mark.django_db
def test_a_sound_database_needs_nothing() -> None:
    found = list(store.store(served=False))
    wrong = [finding for finding in found if finding.state is State.MEND and finding.what != "Sûreté de l’écriture"]
    assert wrong == []
    assert {"Base de données", "Tables", "Extensions", "Journal"} <= set(states(found))


@pytest.mark.django_db
def test_a_site_without_a_worker_is_to_mend_and_a_stopped_site_is_not() -> None:
    assert states(store.jobs(served=True))["Tâches de fond"] is State.MEND
    assert states(store.jobs(served=False))["Tâches de fond"] is State.KNOW
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert states(store.jobs(served=True))["Tâches de fond"] is State.WELL


@pytest.mark.django_db
def test_an_event_from_the_future_betrays_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    Event.objects.create(name="cards.card_edited")
    assert store.order().state is State.WELL
    earlier = timezone.now() - timedelta(hours=2)
    monkeypatch.setattr(store.timezone, "now", lambda: earlier)
    assert store.order().state is State.MEND


@pytest.mark.django_db
def test_missing_migrations_are_counted_with_the_remedy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people'")
    found = {finding.what: finding for finding in store.store(served=False)}
    assert found["Tables"].state is State.MEND and "--migrate" in found["Tables"].remedy


def test_an_address_in_clear_is_to_mend_and_a_local_one_is_not(settings: Settings) -> None:
    settings.SITE_URL, settings.SECURE, settings.ALLOWED_HOSTS = "http://town.example", False, ["town.example"]
    assert site.address().state is State.MEND
    settings.SITE_URL, settings.SECURE = "https://town.example", True
    assert site.address().state is State.WELL
    settings.ALLOWED_HOSTS = ["other.example"]
    assert "TERREAU_HOSTS=town.example" in site.address().remedy
    settings.SITE_URL, settings.SECURE, settings.ALLOWED_HOSTS = "http://127.0.0.1:8000", False, ["127.0.0.1"]
    assert site.address().state is State.KNOW


def test_a_mail_server_that_does_not_answer_is_to_mend(settings: Settings) -> None:
    settings.MAIL_ON, settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = True, "127.0.0.1", 9, 2
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert site.mail().state is State.MEND


def test_an_old_backup_is_to_mend(settings: Settings, tmp_path: Path) -> None:
    settings.LAST_BACKUP = tmp_path / "last-backup"
    assert site.backups().state is State.KNOW
    settings.LAST_BACKUP.touch()
    assert site.backups().state is State.WELL
    os.utime(settings.LAST_BACKUP, (time.time() - 30 * 86400,) * 2)
    assert site.backups().state is State.MEND


def test_a_secret_that_others_can_read_is_to_mend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TERREAU_SECRET_KEY", raising=False)
    monkeypatch.setenv("TERREAU_DATA", str(tmp_path))
    assert machine.secret().state is State.KNOW
    (tmp_path / "secret-key").write_text("x" * 50)
    (tmp_path / "secret-key").chmod(0o644)
    assert machine.secret().state is State.MEND
    (tmp_path / "secret-key").chmod(0o600)
    assert machine.secret().state is State.WELL
    monkeypatch.setenv("TERREAU_SECRET_KEY", "short")
    assert machine.secret().state is State.MEND


def test_a_package_astray_from_the_lock_is_named() -> None:
    lock = 'django==1.0 \\\n    --hash=sha256:00\nclick==0.1 ; python_version < "3.12" \\\nclick==0.2\nnot-installed==1.0\n'
    assert [line.split()[0] for line in machine.strays(lock)] == ["django", "click"]


@pytest.mark.django_db
def test_the_exit_code_tells_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for findings, code in (([], 0), ([Finding("x", State.KNOW, "y")], 0), ([Finding("x", State.MEND, "y", "z")], 1)):
        monkeypatch.setattr("terreau.cli.doctor._findings", lambda findings=findings: iter(findings))
        assert CliRunner().invoke(doctor).exit_code == code


@pytest.mark.django_db
def test_failed_jobs_are_counted_and_named() -> None:
    with connection.cursor() as cursor:
        columns = "queue_name, task_name, status"
        cursor.execute(f"INSERT INTO procrastinate_jobs ({columns}) VALUES ('default', 'town.refresh', 'failed')")
    said = CliRunner().invoke(jobs).output
    assert "town.refresh" in said and said.split("échouées")[1].split()[0] == "1"
    assert states(store.jobs(served=False))["Tâches échouées"] is State.KNOW
