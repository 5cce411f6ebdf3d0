"""What the site may ask of the web, and what it never does."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from terreau.lib.public_web import Forbidden, download, is_public
from terreau.lib.web import Unreachable

BODY = b"nom;ville\nAtelier;Rivelune\n"


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_arguments: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[str]:
    held = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=held.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{held.server_port}"
    held.shutdown()
    held.server_close()


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1", "fc00::1",
     "::ffff:127.0.0.1", "2002:7f00:1::", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_addresses_of_the_web_are_public() -> None:
    assert is_public("1.1.1.1")
    assert is_public("2606:4700:4700::1111")


def test_nothing_is_asked_of_an_address_inside(server: str, tmp_path: Path) -> None:
    path = tmp_path / "copy"
    for url in (
        server,
        server.replace("127.0.0.1", "localhost"),
        "file:///etc/passwd",
        "ftp://x/y",
        "http://[",
        "nothing",
    ):
        with pytest.raises(Forbidden):
            download(url, path, limit=1000)
    assert not path.exists()


def test_a_document_is_copied_within_its_limit(server: str, tmp_path: Path) -> None:
    path = tmp_path / "copy"
    download(server, path, limit=1000, local=True)
    assert path.read_bytes() == BODY
    with pytest.raises(Unreachable):
        download(server, path, limit=10, local=True)


def test_a_redirection_does_not_lead_to_a_file(server: str, tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        download(f"{server}/away", tmp_path / "copy", limit=1000, local=True)
