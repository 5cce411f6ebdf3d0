"""The site as a process: it opens, is alone on its folder, survives a dead child, stops quickly, also under load."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from terreau.cli.tests.sites import Site, free_port, until
from terreau.lib.postgres import Cluster


def test_a_site_serves_alone_is_joined_and_stops_under_load_within_five_seconds(site: Site) -> None:
    folder = site.folder
    second = site.run("serve", "--port", str(free_port()))
    assert second.returncode == 1 and str(folder) in second.stderr and str(site.process.pid) in second.stderr
    assert site.run("backup", str(folder / "b.zip")).returncode == 0
    refused = site.run("restore", "--replace", str(folder / "b.zip"))
    assert refused.returncode == 1 and "connexions" in refused.stderr

    going = threading.Event()
    clients = [threading.Thread(target=ask, args=(site, going)) for _number in range(8)]
    for client in clients:
        client.start()
    time.sleep(1)
    start = time.monotonic()
    site.process.send_signal(signal.SIGTERM)
    assert site.process.wait(timeout=20) == 0
    took = time.monotonic() - start
    going.set()
    for client in clients:
        client.join()
    assert took < 5, f"{took:.1f} s"
    assert not Cluster(folder).socket.exists() and not (folder / "postgres" / "postmaster.pid").exists()


def ask(site: Site, done: threading.Event) -> None:
    while not done.is_set():
        site.answers()
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_child_that_dies_comes_back_and_a_killed_parent_leaves_nothing(site: Site) -> None:
    names = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in site.children()}
    web = next(pid for pid, name in names.items() if b"granian" in name)
    os.kill(web, signal.SIGKILL)
    assert until(lambda: "repart" in site.log.read_text())
    assert until(site.answers)
    left = site.children()
    site.process.kill()
    site.process.wait()
    assert until(lambda: not [pid for pid in left if Path(f"/proc/{pid}").exists()]), remaining(left)
    assert until(lambda: not site.answers())


def remaining(pids: list[int]) -> list[bytes]:
    files = [Path(f"/proc/{pid}/cmdline") for pid in pids]
    return [file.read_bytes() for file in files if file.exists()]


def test_help_is_quick_and_needs_no_django() -> None:
    script = "import sys; sys.argv = ['terreau', '--help']\nfrom terreau.cli import main\n"
    script += "try: main()\nexcept SystemExit: pass\nprint('django.db.models' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "doctor" in done.stdout and done.stdout.strip().endswith("False")
