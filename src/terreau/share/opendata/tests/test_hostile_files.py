"""Hostile files: each ends in a sentence, before it costs memory or time."""

import zipfile
from pathlib import Path

import pytest

from terreau.share.opendata.formats import Unreadable, open_file


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("header.csv", b"nom;adresse\n"),
        ("binary.csv", b"\x00\x01\x02" * 500),
        ("cut.json", b'[{"name": "A", "lat": 1}, {"name": "B"'),
        ("deep.json", b"[" * 5000),
        ("nested.json", b'[{"name": "A", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}]"),
        ("nested-objects.json", b'[{"name": "A", "x": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}]"),
        ("nolist.json", b'{"a": 1}'),
        ("bomb.osm", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><osm>&b;</osm>'),
        ("broken.osm", b"<osm><node id='1'"),
        ("wide.csv", b";".join(b"c%d" % n for n in range(50_000)) + b"\n1\n"),
        ("fake.xlsx", b"PK\x03\x04 not a workbook"),
        ("quote.csv", b'nom;ville\n"Ouvert;jamais ferme\n' + b"x" * 2_000_000),
    ],
)
def test_a_hostile_file_ends_in_a_sentence(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refusal:
        open_file(path)
    assert len(refusal.value.sentence) > 15


def test_a_swollen_workbook_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(Unreadable, match="volume"):
        open_file(path)


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"nom\n" + b"x" * 2000)
    with pytest.raises(Unreadable, match="limite"):
        open_file(path, max_bytes=1000)
