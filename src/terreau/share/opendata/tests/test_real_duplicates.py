"""The duplicate finder on two real files, against pairs labelled by eye (benchmarks/duplicates)."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from terreau.algorithms.duplicates import Record, find_pairs
from terreau.share.opendata.formats import Hints, open_file
from terreau.share.opendata.formats.mapping import apply_mapping, propose_mapping
from terreau.share.opendata.formats.placing import frame_of
from terreau.share.opendata.queries.records import record

ROOT = Path(settings.PACKAGE).parents[1]
FILES = ROOT.parent / "shared" / "data" / "acteurs"
LABELS = ROOT / "benchmarks" / "duplicates" / "labels.json"

pytestmark = pytest.mark.skipif(
    not (FILES.is_dir() and LABELS.is_file()), reason="the real files are not beside the project"
)


def records(name: str) -> list[Record]:
    reading = open_file(FILES / f"{name}.json")
    mapping = propose_mapping(reading.columns)
    frame, _said = frame_of(reading, mapping, Hints(), None)
    rows = (apply_mapping(row, mapping, frame) for row in reading.rows())
    return [record(row.key or str(row.number), row.values) for row in rows]


@pytest.fixture(scope="module")
def judged() -> dict[str, list[int]]:
    """By verdict, "" for pairs not proposed: how many labelled pairs are one thing, and how many are two."""
    counts = {verdict: [0, 0] for verdict in ("same", "likely", "possible", "")}
    for name, labels in json.loads(LABELS.read_text()).items():
        found = {(pair.a, pair.b): pair.verdict for pair in find_pairs(records(name))}
        for place, kind in enumerate(("same", "different")):
            for a, b in labels[kind]:
                counts[found.get((a, b), "")][place] += 1
    return counts


def test_what_is_merged_without_asking_is_one_thing(judged: dict[str, list[int]]) -> None:
    right, wrong = judged["same"]
    assert right >= 9
    assert right / (right + wrong) >= 0.95


def test_few_pairs_are_missed_and_few_are_asked_for_nothing(judged: dict[str, list[int]]) -> None:
    true, false = (sum(counts[place] for counts in judged.values()) for place in (0, 1))
    missed, spared = judged[""]
    assert (true - missed) / true >= 0.85
    assert spared / false >= 0.8
