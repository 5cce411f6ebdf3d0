"""A door before the site: a few requests inside, the others in line, and a clear page for whom the line is too long.

The server's threads wait here and touch nothing; so many workers, each with one connection to the database, do the work.
A request that was turned away has not begun: nothing of it was written, and sending it again is safe.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from queue import Full, Queue
from typing import Any

Environ = dict[str, Any]
App = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
END = object()
AHEAD = 8  # parts of a long answer that may wait for a slow reader


class Visit:
    """One request: waiting, then begun or turned away, never both."""

    def __init__(self, environ: Environ) -> None:
        self.environ = environ
        self.parts: Queue[Any] = Queue(AHEAD)
        self.begun = threading.Event()
        self.left = threading.Event()  # the reader went away
        self._taken = threading.Lock()

    def take(self) -> bool:
        """Whoever comes first decides: a worker that begins it, or the door that turns it away."""
        return self._taken.acquire(blocking=False)

    def tell(self, part: Any) -> None:
        while not self.left.is_set():
            try:
                self.parts.put(part, timeout=1)
            except Full:
                continue
            return


class Doorman:
    """`inside` requests at once; each waits for at most `patience` seconds, then gets `crowd(environ)`: (headers, body)."""

    def __init__(
        self, app: App, crowd: Callable[[Environ], tuple[list[tuple[str, str]], bytes]], *, inside: int = 3, patience: float = 15
    ) -> None:  # fmt: skip
        self.app, self.crowd, self.inside, self.patience = app, crowd, inside, patience
        self.line: Queue[Visit] = Queue()
        self._lock = threading.Lock()
        self._workers: list[threading.Thread] = []

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        self._hire()
        visit = Visit(environ)
        self.line.put(visit)
        if not visit.begun.wait(self.patience) and visit.take():
            headers, body = self.crowd(environ)
            start_response("503 Service Unavailable", headers)
            return [body]
        first = visit.parts.get()
        if isinstance(first, BaseException):
            raise first
        start_response(*first)
        return _Answer(visit)

    def _hire(self) -> None:
        """Workers begin with the first request: after the server has forked."""
        if len(self._workers) < self.inside:
            with self._lock:
                while len(self._workers) < self.inside:
                    worker = threading.Thread(target=self._work, daemon=True, name=f"inside-{len(self._workers)}")
                    worker.start()
                    self._workers.append(worker)

    def _work(self) -> None:
        while True:
            visit = self.line.get()
            if visit.take():
                visit.begun.set()
                _serve(self.app, visit)


def _serve(app: App, visit: Visit) -> None:
    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        visit.tell((status, headers))

    try:
        answer = app(visit.environ, start)
    except BaseException as broken:
        visit.tell(broken)
        return
    try:
        for part in answer:
            if visit.left.is_set():
                break
            visit.tell(part)
        visit.tell(END)
    except BaseException as broken:
        visit.tell(broken)
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()


class _Answer:
    """The parts of an answer, as its worker makes them."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    def __iter__(self) -> Iterator[bytes]:
        while True:
            part = self.visit.parts.get()
            if part is END:
                return
            if isinstance(part, BaseException):
                raise part
            yield part

    def close(self) -> None:
        self.visit.left.set()
