"""What is printed: every letter with its own code, ballots that hold all projects, and codes that are written nowhere."""

import io
import re
import sys
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from terreau.decide.budgeting import actions, printing
from terreau.decide.budgeting.models import Edition, Letter
from terreau.decide.budgeting.tests.editions import edition
from terreau.decide.budgeting.tests.test_pages import codes_in, holding, page
from terreau.lib.pdf import Paper

pytestmark = pytest.mark.django_db
ADDRESS = "https://ville.example/budgets/2026/ballot/"


@pytest.fixture
def made() -> Edition:
    return edition(channels=["letter", "phone", "paper"])


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def test_each_letter_has_a_page_and_a_code_of_its_own(made: Edition) -> None:
    _batch, printed = actions.print_letters(edition=made, label="Gare", count=4, by=None)
    pdf = printing.letters(made, "Gare", [(one.number, one.code) for one in printed], ADDRESS)
    assert pages_in(pdf) == 4 and codes_in(pdf) == [one.code for one in printed]
    assert b"/Lang (fr" in pdf and b"/Outlines" in pdf and b"/Alt" in pdf
    kept = str(list(Letter.objects.values()))
    assert not [one.code for one in printed if one.code in kept or one.code.replace("-", "") in kept]


def test_a_large_batch_is_an_archive_made_piece_by_piece(made: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["terreau.decide.budgeting.printing.letters"], "CHUNK", 3)
    coded = [(number, f"AAAA-BBBB-CCC{sign}") for number, sign in enumerate("ABCDEFGH", 1)]
    parts = list(printing.letters_archive(made, "Gare", coded, ADDRESS))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(parts)))
    assert [len(codes_in(archive.read(name))) for name in archive.namelist()] == [3, 3, 2]
    assert archive.namelist()[0] == "lettres-00001-00003.pdf" and archive.testzip() is None
    assert all(len(part) > 1000 for part in parts[:3])  # each PDF leaves as soon as it is made


def test_an_archive_leaves_no_file_behind(made: Edition, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "CHUNK", 2)
    opened: list[str] = []
    monkeypatch.setattr(Path, "write_bytes", lambda self, data: opened.append(str(self)))
    holding(client, made, "desk")
    answer = client.post(f"/budgets/{made.slug}/letters/", {"label": "Gare", "count": "5"})
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert answer["Content-Type"] == "application/zip" and not opened
    assert sum(len(codes_in(archive.read(name))) for name in archive.namelist()) == 5


@pytest.mark.parametrize(("kind", "points"), [("approval", None), ("basket", None), ("points", 5), ("ranking", None)])
def test_a_ballot_of_each_kind_is_printed_in_two_languages(kind: str, points: int | None) -> None:
    made = edition(ballot_kind=kind, points=points)
    pdf = printing.ballots(made, list(made.projects.all()), langs=("fr", "en"), sheets=3)
    assert pages_in(pdf) >= 3 and pages_in(pdf) % 3 == 0


def test_sixty_projects_go_over_several_pages_and_none_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    made = edition(channels=["paper"])
    projects = list(made.projects.all()) * 12
    smallest, ends = [], []
    write, rule = Paper.ink, Paper.rule

    def ink(self: Paper, family: str, size: float, style: str, colour: tuple[int, int, int]) -> None:
        smallest.append((size, self.get_y()))
        write(self, family, size, style, colour)

    def drawn(self: Paper, y: float, **more: object) -> None:
        ends.append(y)
        rule(self, y, **more)

    monkeypatch.setattr(Paper, "ink", ink)
    monkeypatch.setattr(Paper, "rule", drawn)
    pdf = printing.ballots(made, projects)
    assert pages_in(pdf) >= 4 and len(ends) == 60
    assert max(ends) < 297 - 20
    assert min(size for size, y in smallest if y < 280) >= 14  # the foot of a page may be smaller


def test_a_ballot_and_a_poster_are_for_everybody_a_call_sheet_for_the_desk(client: Client, made: Edition) -> None:
    base = f"/budgets/{made.slug}"
    for path in ("paper/ballots.pdf", "paper/ballots.pdf?second=en", "poster.pdf"):
        answer = client.get(f"{base}/{path}")
        assert answer.status_code == 200 and answer.content.startswith(b"%PDF"), path
    assert client.get(f"{base}/paper/ballots.pdf?second=xx").status_code == 422
    assert pages_in(client.get(f"{base}/paper/ballots.pdf?sheets=9").content) == 1  # one is enough for a visitor
    assert client.get(f"{base}/calls/sheet.pdf").status_code == 403
    holding(client, made, "desk")
    assert client.get(f"{base}/calls/sheet.pdf").content.startswith(b"%PDF")
    assert pages_in(client.get(f"{base}/paper/ballots.pdf?sheets=9").content) == 9
    assert client.get(f"{base}/paper/ballots.pdf?sheets=9999").status_code == 422
    assert "N’écrivez pas votre nom" in page(client.get(f"{base}/paper/blank/"))
