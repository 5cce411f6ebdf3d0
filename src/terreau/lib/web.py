"""Asking another server for a small document, with a time limit and a size limit."""

import json
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

AGENT = "Terreau/0.1 (+https://www.gnu.org/licenses/agpl-3.0.html)"
SCHEMES = frozenset({"http", "https"})


class Unreachable(Exception):
    """The server did not give the document; `status` is its answer, or None when it gave none."""

    def __init__(self, reason: str, *, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Answer:
    body: bytes
    url: str  # after redirections
    kind: str  # media type, without its parameters

    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise Unreachable("the answer is not JSON") from None


class _SafeRedirects(HTTPRedirectHandler):
    """A redirection may not lead out of the web (to a local file, say)."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        if urlsplit(newurl).scheme not in SCHEMES:
            raise Unreachable(f"redirected to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_opener = build_opener(_SafeRedirects)


def fetch(url: str, *, data: bytes | None = None, kind: str = "", seconds: float = 8, limit: int = 5_000_000) -> Answer:
    """One request; raises `Unreachable` on any failure, a document over `limit` bytes included."""
    if urlsplit(url).scheme not in SCHEMES:
        raise Unreachable(f"{url} is not an address of the web")
    headers = {"User-Agent": AGENT, "Accept": "application/json, */*;q=0.5"} | ({"Content-Type": kind} if kind else {})
    try:
        with _opener.open(Request(url, data=data, headers=headers), timeout=seconds) as response:  # noqa: S310  scheme checked above
            body = _read(response, limit, time.monotonic() + seconds)
            return Answer(body, response.url, response.headers.get_content_type())
    except HTTPError as error:
        with error:
            raise Unreachable(f"{urlsplit(url).netloc} answered {error.code}", status=error.code) from None
    except (URLError, OSError, HTTPException, ValueError) as error:
        raise Unreachable(f"{urlsplit(url).netloc}: {getattr(error, 'reason', error)}") from None


def _read(response: Any, limit: int, deadline: float) -> bytes:
    """A server that drips bytes is left at the deadline too."""
    parts, size = [], 0
    while part := response.read1(65_536):
        size += len(part)
        if size > limit:
            raise Unreachable(f"the document is larger than {limit} bytes")
        if time.monotonic() > deadline:
            raise Unreachable("the document took too long")
        parts.append(part)
    return b"".join(parts)
