"""The door before the site: few inside, the others in line, a clear page for whom it lasts too long, nothing done twice."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from terreau.config.doorman import Doorman
from terreau.ui.crowd import crowd


class Reader:
    """What a server does with an application."""

    def __init__(self, door: Doorman, name: str = "") -> None:
        self.status, self.body, self.headers = "", b"", {}
        answer = door({"PATH_INFO": name, "REQUEST_METHOD": "POST"}, self._start)
        self.body = b"".join(answer)
        close: Callable[[], None] = getattr(answer, "close", lambda: None)
        close()

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status, self.headers = status, dict(headers)


def together(work: Callable[[int], object], people: int) -> list[Any]:
    got: list[Any] = [None] * people

    def one(rank: int) -> None:
        got[rank] = work(rank)

    threads = [threading.Thread(target=one, args=(rank,)) for rank in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


class Site:
    """Counts who is inside; each visit lasts `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.inside, self.most, self.done = seconds, 0, 0, []
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(self.seconds)
        with self.lock:
            self.inside -= 1
            self.done.append(environ["PATH_INFO"])
        start("200 OK", [("Content-Type", "text/plain")])
        return [environ["PATH_INFO"].encode(), b"!"]


def test_so_many_are_inside_and_no_more_and_each_gets_its_own_answer() -> None:
    site = Site(0.01)
    door = Doorman(site, crowd, inside=3, patience=30)
    got = together(lambda rank: Reader(door, str(rank)), 60)
    assert [each.body for each in got] == [f"{rank}!".encode() for rank in range(60)]
    assert {each.status for each in got} == {"200 OK"} and site.most == 3


def test_whoever_waits_too_long_is_told_so_and_nothing_of_theirs_is_done() -> None:
    site = Site(0.2)
    door = Doorman(site, crowd, inside=1, patience=0.5)
    got = together(lambda rank: Reader(door, str(rank)), 12)
    turned = [each for each in got if each.status.startswith("503")]
    served = [each for each in got if each.status == "200 OK"]
    assert turned and served and len(turned) + len(served) == 12
    assert all(b"Il y a foule" in each.body and each.headers["Retry-After"] == "20" for each in turned)
    time.sleep(0.5)
    assert sorted(site.done) == sorted(each.body.decode().rstrip("!") for each in served)  # nobody else, not even later


def test_a_visit_that_began_is_waited_for_however_long_it_lasts() -> None:
    door = Doorman(Site(0.6), crowd, inside=1, patience=0.1)
    assert Reader(door, "slow").status == "200 OK"


def test_what_breaks_inside_breaks_outside_and_the_door_stays_open() -> None:
    def site(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "broken":
            raise RuntimeError("inside")
        start("200 OK", [])
        return [b"fine"]

    door = Doorman(site, crowd, inside=1)
    for _time in range(3):
        with pytest.raises(RuntimeError, match="inside"):
            Reader(door, "broken")
    assert Reader(door).body == b"fine"


def test_a_reader_who_leaves_in_the_middle_frees_the_place() -> None:
    closed = threading.Event()

    class Long:
        def __iter__(self) -> Any:
            return iter([b"x"] * 10_000)

        def close(self) -> None:
            closed.set()

    door = Doorman(lambda _environ, start: start("200 OK", []) or Long(), crowd, inside=1)
    answer: Any = door({"PATH_INFO": "", "REQUEST_METHOD": "GET"}, lambda *_all: None)
    next(iter(answer))
    answer.close()
    assert closed.wait(5)
