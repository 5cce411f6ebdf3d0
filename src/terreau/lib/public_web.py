"""Documents of the public web, copied to a file: never an address inside the network where the site runs."""

import ipaddress
import socket
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

from terreau.lib.web import AGENT, SCHEMES, Unreachable

PIECE = 65_536


class Forbidden(Unreachable):
    """The address leads inside: nothing was asked of it."""


def is_public(address: str) -> bool:
    """Reachable from anywhere: not loopback, private, link-local, multicast, nor such an address dressed in IPv6."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def _connector(local: bool) -> Any:
    """Resolve once, check, and connect to what was checked: a name that changes its mind meanwhile is not followed."""

    def connect(address: tuple[str, int], timeout: Any = None, source: Any = None) -> socket.socket:
        found = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)
        if not local and not all(is_public(str(one[4][0])) for one in found):
            raise Forbidden(f"{address[0]} is not a public address")
        return socket.create_connection((str(found[0][4][0]), address[1]), timeout, source)

    return connect


def _opener(local: bool) -> OpenerDirector:
    """Every connection goes through the check, those of redirections included; no proxy stands between."""

    class Plain(HTTPConnection):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._create_connection = _connector(local)

    class Secure(HTTPSConnection):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._create_connection = _connector(local)

    class PlainHandler(HTTPHandler):
        def http_open(self, req: Request) -> Any:
            return self.do_open(Plain, req)

    class SecureHandler(HTTPSHandler):
        def https_open(self, req: Request) -> Any:
            return self.do_open(Secure, req)

    opener = OpenerDirector()
    for handler in (PlainHandler, SecureHandler, HTTPRedirectHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
        opener.add_handler(handler())
    return opener


def download(url: str, path: Path, *, limit: int, seconds: float = 60, local: bool = False) -> None:
    """Copy a document to `path`, at most `limit` bytes within `seconds`. Raises `Unreachable`."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    if not host or urlsplit(url).scheme not in SCHEMES:
        raise Forbidden(f"{url} is not an address of the web")
    deadline = time.monotonic() + seconds
    try:
        with _opener(local).open(Request(url, headers={"User-Agent": AGENT}), timeout=min(seconds, 20)) as response:  # noqa: S310  scheme checked above
            _copy(response, path, limit, deadline)
    except HTTPError as error:
        with error:
            raise Unreachable(f"{host}: {error.code}", status=error.code) from None
    except (URLError, OSError, HTTPException, ValueError) as error:
        raise Unreachable(f"{host}: {getattr(error, 'reason', error)}") from None


def _copy(response: Any, path: Path, limit: int, deadline: float) -> None:
    size = 0
    with path.open("wb") as file:
        while piece := response.read1(PIECE):
            size += len(piece)
            if size > limit:
                raise Unreachable(f"larger than {limit} bytes")
            if time.monotonic() > deadline:
                raise Unreachable("too slow")
            file.write(piece)
