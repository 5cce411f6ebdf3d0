"""Where the browser of the tests comes from: the machine, the system's package, Playwright's own, or a sentence."""

import shutil
from pathlib import Path

import pytest

from terreau.cli import test as tests


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose PATH holds nothing but what the test puts there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("TERREAU_CHROMIUM", raising=False)
    monkeypatch.setattr(tests.os, "geteuid", lambda: 0)
    return tmp_path


def program(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_the_one_on_the_machine_is_used(machine: Path) -> None:
    program(machine, "apt-get", "exit 99")
    found = program(machine, "google-chrome", "exit 0")
    assert tests.chromium() == found


def test_a_shell_that_only_says_where_to_get_it_is_passed_over(machine: Path) -> None:
    program(machine, "chromium-browser", "echo 'snap install chromium'; exit 1")
    found = program(machine, "google-chrome-stable", "exit 0")
    assert tests.chromium() == found


def test_root_gets_the_system_s_package_with_its_fonts(machine: Path) -> None:
    asked = machine / "asked"
    real = machine / "chromium"
    cp, chmod = (shutil.which(name, path="/bin:/usr/bin") for name in ("cp", "chmod"))
    program(machine, "made", "exit 0")
    program(
        machine,
        "apt-get",
        f'echo "$@" >> {asked}; case "$*" in *chromium*) {cp} {machine}/made {real}; {chmod} 755 {real};; esac',
    )
    assert tests.chromium() == str(real)
    lines = asked.read_text().splitlines()
    assert lines[0] == "-qq update"
    assert "chromium" in lines[1]
    assert "fonts-dejavu-core" in lines[1]


def test_others_get_playwright_s_own(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = machine / "asked"
    program(machine, "apt-get", f"echo apt >> {asked}")
    monkeypatch.setattr(tests.os, "geteuid", lambda: 1000)
    python = program(machine, "python", f'echo "$@" >> {asked}; [ "$1" = -c ] && echo /cache/chrome; exit 0')
    monkeypatch.setattr(tests.sys, "executable", python)
    assert tests.chromium() == "/cache/chrome"
    assert asked.read_text().splitlines()[0] == "-m playwright install chromium"


def test_where_nothing_can_be_had_a_sentence_says_what_to_install(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(machine, "apt-get", "exit 1")
    monkeypatch.setattr(tests.sys, "executable", program(machine, "python", "exit 1"))
    with pytest.raises(SystemExit, match=r"The tests need a browser\. Install the package chromium"):
        tests.chromium()


def test_a_named_browser_that_does_not_start_is_said(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERREAU_CHROMIUM", str(machine / "nothing"))
    with pytest.raises(SystemExit, match="which does not start"):
        tests.chromium()
