"""A small web server on this machine that stands in for a public service during a test."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Reply:
    body: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def octets(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass
class Asked:
    path: str
    query: dict[str, list[str]]
    body: bytes


@dataclass
class StandIn:
    url: str
    asked: list[Asked]


@contextmanager
def standing_in(answer: Callable[[Asked], Reply]) -> Iterator[StandIn]:
    """Serve `answer` for the time of the block; every request is kept in `.asked`."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append(Asked(parts.path, parse_qs(parts.query), body))
            reply = answer(asked[-1])
            self.send_response(reply.status)
            octets = reply.octets()
            for name, value in ({"Content-Length": str(len(octets))} | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(octets)

        do_POST = do_GET  # noqa: N815  the name that http.server looks for

        def log_message(self, *_said: Any) -> None:
            """Silence: the tests read `.asked` instead."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield StandIn(f"http://127.0.0.1:{server.server_port}", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
