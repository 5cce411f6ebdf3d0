"""The embedded server keeps what it acknowledged, dies with its parent, and is alone on its folder."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from terreau.lib.postgres import AlreadyRunning, Cluster, PostgresFailed, find_binaries, running, state, url_of_running
from terreau.lib.postgres.binaries import SYSTEM
from terreau.lib.postgres.state import LONGEST, NAME, running_pid, socket_folder


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Reachable by the user that the server runs as, which pytest's private folders are not."""
    path = Path(os.path.realpath("/tmp")) / f"terreau-cluster-{os.getpid()}-{time.monotonic_ns()}"
    path.mkdir(mode=0o755)
    yield path
    subprocess.run(["rm", "-rf", str(path)], check=True)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    one = Cluster(folder)
    one.start()
    yield one
    one.stop()


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def test_what_was_written_is_there_after_a_stop_and_a_start(folder: Path) -> None:
    with running(folder) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'Élan'::text AS word")
    with running(folder) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("Élan",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
    assert url_of_running(folder) is None


def write(url: str, acknowledged: list[int], first: int) -> None:
    """Insert one by one until the server dies; only what it acknowledged counts."""
    number = first
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            while True:
                connection.execute("INSERT INTO kept VALUES (%s)", [number])
                acknowledged.append(number)
                number += 1
    except psycopg.Error:
        return


def test_five_kills_under_a_writer_lose_no_acknowledged_row(folder: Path) -> None:
    acknowledged: list[int] = []
    for rank in range(5):
        cluster = Cluster(folder)
        url = cluster.start()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (number integer PRIMARY KEY)")
        before = len(acknowledged)
        writer = threading.Thread(target=write, args=(url, acknowledged, (rank + 1) * 1_000_000))
        writer.start()
        assert until(lambda before=before: len(acknowledged) > before + 20)
        assert cluster.process is not None
        os.kill(cluster.process.pid, signal.SIGKILL)
        writer.join(timeout=20)
        cluster.process.wait()
        cluster.stop()
    with running(folder) as url, psycopg.connect(url) as connection:
        found = {row[0] for row in connection.execute("SELECT number FROM kept")}
    assert len(acknowledged) > 100 and set(acknowledged) <= found


def test_the_word_of_a_dead_server_is_not_taken_for_the_next_one_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read twice, the file would say "ready" of the dead one and the number of the one that is starting."""
    said = [["4194304", *[""] * 6, "ready"], [str(os.getpid()), *[""] * 6, "starting"]]
    monkeypatch.setattr(state, "_lines", lambda _data: said.pop(0))
    monkeypatch.setattr(state.Path, "read_bytes", lambda _path: b"postgres")
    assert not state.is_ready(tmp_path)


def test_a_second_start_is_refused_with_the_folder_and_the_process(cluster: Cluster) -> None:
    with pytest.raises(AlreadyRunning) as refusal:
        Cluster(cluster.folder).start()
    assert str(cluster.folder) in str(refusal.value) and str(os.getpid()) in str(refusal.value)
    with psycopg.connect(cluster.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_others_join_a_running_server_wherever_it_listens(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/var/tmp")
    assert url_of_running(cluster.folder) == cluster.url


PARENT = """
import sys, time
from pathlib import Path
from terreau.lib.postgres import Cluster
cluster = Cluster(Path(sys.argv[1]))
cluster.start()
print(cluster.process.pid, flush=True)
time.sleep(60)
"""


def started_by_another(folder: Path) -> tuple[subprocess.Popen[str], int]:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(folder)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout as said:
        return parent, int(said.readline())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_the_server_stops_when_its_parent_is_killed(folder: Path) -> None:
    parent, _pid = started_by_another(folder)
    parent.kill()
    parent.wait()
    assert until(lambda: running_pid(folder / "postgres") is None)


def test_after_its_parent_was_killed_a_start_succeeds_at_once(folder: Path) -> None:
    parent, pid = started_by_another(folder)
    os.kill(pid, signal.SIGSTOP)  # it cannot notice: as on systems where nobody tells it
    parent.kill()
    parent.wait()
    threading.Timer(0.5, os.kill, (pid, signal.SIGCONT)).start()
    with running(folder) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.skipif(sys.platform != "linux", reason="reads in /proc that a process has ended")
def test_a_killed_server_is_waited_for_until_its_number_is_free(folder: Path) -> None:
    """PostgreSQL takes an ended process, not yet taken note of by whoever inherited it, for a running server."""
    one = Cluster(folder)
    one.start()
    assert one.process is not None
    ended = one.process
    os.kill(ended.pid, signal.SIGKILL)
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and its number is still taken
    assert state.is_unburied(one.data) and running_pid(one.data) is None
    one.process = None  # nobody takes note of it
    one.stop()
    burial = threading.Timer(0.5, ended.wait)
    burial.start()
    again = Cluster(folder)
    again.start()
    burial.join()
    again.stop()


def test_a_creation_cut_short_is_begun_again(folder: Path) -> None:
    (folder / "postgres.making" / "base").mkdir(parents=True)
    with running(folder, durable=False) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("terreau",)


def test_another_major_version_says_so(folder: Path) -> None:
    with running(folder, durable=False):
        pass
    (folder / "postgres" / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(PostgresFailed, match=r"9\.6"):
        Cluster(folder).start()


def test_a_server_that_cannot_start_shows_its_own_words(folder: Path) -> None:
    with running(folder, durable=False):
        pass
    (folder / "postgres" / "postgresql.conf").write_text("shared_buffers = 'a lot'\nnonsense = 1\n")
    with pytest.raises(PostgresFailed, match="nonsense"):
        Cluster(folder).start()
    assert url_of_running(folder) is None


def test_the_socket_is_short_and_outside_the_data_however_long_the_path() -> None:
    path = socket_folder(Path("/" + "deep/" * 60))
    assert len(os.fsencode(path / NAME)) <= LONGEST and "deep" not in str(path)


def test_a_socket_folder_of_someone_else_is_refused(folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a folder of someone else's")
    path = socket_folder(folder)
    path.mkdir()
    os.chown(path, 12345, 12345)
    try:
        with pytest.raises(PostgresFailed, match="someone else"):
            Cluster(folder).start()
    finally:
        path.rmdir()


@pytest.mark.skipif(not SYSTEM, reason="no PostgreSQL of the system on this machine")
def test_the_systems_own_server_serves_where_the_wheel_has_no_build(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terreau.lib.postgres.binaries._wheel", lambda: None)
    with running(folder, durable=False) as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW data_directory").fetchone() == (str(folder / "postgres"),)
    assert find_binaries().folder in SYSTEM


def test_no_parent_of_the_data_changes_its_permissions(tmp_path: Path) -> None:
    """Under a private folder the files of root's server live elsewhere."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    cluster = Cluster(private / "data")
    with running(private / "data", durable=False) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert private.stat().st_mode & 0o777 == 0o700
    if os.geteuid() == 0:
        assert cluster.home != cluster.folder
        subprocess.run(["rm", "-rf", str(cluster.home)], check=True)


def test_binaries_under_a_private_folder_are_copied_where_the_server_can_run_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("terreau.lib.postgres.binaries._reachable", lambda folder: False)
    found = find_binaries(for_user=65534)
    assert found.path("postgres").startswith("/tmp/") or "/usr/lib/postgresql" in found.path("postgres")
    said = subprocess.run([found.path("postgres"), "--version"], capture_output=True, text=True, check=True)
    assert "PostgreSQL" in said.stdout
