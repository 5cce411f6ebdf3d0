"""Files brought from an address, once or again and again."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from terreau.know.cards import actions as cards
from terreau.know.cards.models import Card
from terreau.share.opendata import actions
from terreau.share.opendata.enums import Stage
from terreau.share.opendata.formats import Unreadable
from terreau.share.opendata.models import Feed, Import
from terreau.share.opendata.rules import is_safe

HEADINGS = "id;nom;ville;lat;lon;téléphone"
ROWS = [
    f"{n};{name};Rivelune;{47 + n / 10};6.2;" for n, name in enumerate(["Écrous", "Ruche", "Halle", "Quai", "Moulin"])
]
said = {"body": ""}


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(said["body"].encode())

    def log_message(self, *_arguments: object) -> None:
        return


@pytest.fixture
def url(settings: Any, tmp_path: Path) -> Iterator[str]:
    settings.DATA, settings.IMPORT_FROM_LOCAL = tmp_path / "data", True
    said["body"] = "\n".join([HEADINGS, *ROWS])
    held = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=held.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{held.server_port}/acteurs.csv"
    held.shutdown()
    held.server_close()


def followed(url: str) -> Feed:
    return actions.follow(url=url, source_name="Flux", licence="lo2", species="actor", days=7, by=None)


@pytest.mark.django_db
def test_an_address_is_received_like_a_file(url: str) -> None:
    batch = actions.receive_url(url=url, source_name="Ville", licence="lo2", by=None)
    assert (batch.file_name, batch.total, batch.stage) == ("acteurs.csv", 5, Stage.RECEIVED)


@pytest.mark.django_db
def test_an_address_inside_the_network_is_refused(url: str, settings: Any) -> None:
    settings.IMPORT_FROM_LOCAL = False
    with pytest.raises(Unreadable, match="publique"):
        actions.receive_url(url=url, source_name="Ville", licence="lo2", by=None)
    assert not Import.objects.exists()


@pytest.mark.django_db
def test_a_feed_writes_what_is_safe_then_only_what_changed(url: str) -> None:
    feed = followed(url)
    actions.read_feed(feed=feed)
    assert Card.objects.count() == 5
    feed.refresh_from_db()
    assert feed.next_read > timezone.now()
    actions.read_feed(feed=feed)
    assert Import.objects.count() == 1
    said["body"] = said["body"].replace("6.2;", "6.2;01 99 00 12 34", 1)
    actions.read_feed(feed=feed)
    assert Card.objects.get(name="Écrous").phone == "+33199001234"
    assert Card.objects.count() == 5


@pytest.mark.django_db
def test_a_feed_with_a_doubt_waits_for_a_person(url: str) -> None:
    values = {"name": "Compagnie des Écrous bleus", "lon": 6.2, "lat": 47.0}
    cards.create_card(species="actor", values=values, source=cards.builtin_source("self"), by=None)
    said["body"] = said["body"].replace("Écrous", "Compagnie des Écrous verts")
    batch = actions.read_feed(feed=followed(url))
    assert batch is not None
    assert batch.stage == Stage.PREVIEWED
    assert Card.objects.count() == 1


@pytest.mark.django_db
def test_a_feed_that_fails_says_so_and_tries_again(url: str) -> None:
    said["body"] = ""
    feed = followed(url)
    assert actions.read_feed(feed=feed) is None
    feed.refresh_from_db()
    assert len(feed.said) > 15
    assert not Card.objects.exists()


def test_a_feed_that_loses_half_its_rows_is_not_believed() -> None:
    assert is_safe({"create": 3, "missing": 0}, 3)
    assert not is_safe({"same": 10, "missing": 10}, 10)
    assert not is_safe({"refuse": 1}, 5)


@pytest.mark.django_db
def test_visitors_neither_see_nor_add_feeds(url: str) -> None:
    assert Client().get(reverse("opendata:feeds")).status_code == 403
    assert Client().post(reverse("opendata:feeds"), {"url": url}).status_code == 403
    assert Client().post(reverse("opendata:feed", args=[1]), {"to": "read"}).status_code == 403
