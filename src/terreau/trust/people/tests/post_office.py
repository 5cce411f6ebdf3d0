"""A mail server of a few lines, for tests: it takes letters, refuses people, or never answers."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class Office(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, refuses: str = "", silent: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.refuses, self.silent = refuses, silent
        self.letters: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.closing = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Counter(socketserver.StreamRequestHandler):
    """RFC 5321, the part that a letter needs."""

    server: Office

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        if self.server.silent:
            self.server.closing.wait()  # for ever: whoever waits for it, waits for ever
            return
        self.say("220 office")
        sender, to = "", []
        while line := self.rfile.readline().decode().strip():
            verb, _gap, rest = line.partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    self.say("250 office")
                case "MAIL":
                    sender = rest.partition("<")[2].partition(">")[0]
                    self.say("250 ok")
                case "RCPT":
                    refused = bool(self.server.refuses) and self.server.refuses in rest
                    to += [] if refused else [rest.partition("<")[2].partition(">")[0]]
                    self.say("550 no such mailbox" if refused else "250 ok")
                case "DATA":
                    self.say("354 go on")
                    self.take(sender, to)
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")

    def take(self, sender: str, to: list[str]) -> None:
        raw = b""
        while (line := self.rfile.readline()) != b".\r\n":
            raw += line
        self.server.letters.append(email.message_from_bytes(raw, policy=email.policy.default))
        self.server.envelopes.append((sender, to))
        self.say("250 taken")


@contextmanager
def office(*, refuses: str = "", silent: bool = False) -> Iterator[Office]:
    with Office(refuses=refuses, silent=silent) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
