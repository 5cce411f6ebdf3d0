"""Precision and recall of the duplicate finder on pairs labelled by eye, and its speed.

Usage: python benchmarks/duplicates/measure.py FOLDER [RECORDS], the folder holding niort-transiscope.json and
dsi-organisations.json (see labels.json: ids of pairs, looked at one by one, hard negatives included).
"""

import json
import random
import sys
import time
from pathlib import Path

import django

django.setup()

from terreau.algorithms.duplicates import Record, find_pairs  # noqa: E402  # Django is set up above
from terreau.share.opendata.formats import Hints, open_file  # noqa: E402
from terreau.share.opendata.formats.mapping import apply_mapping, propose_mapping  # noqa: E402
from terreau.share.opendata.formats.placing import frame_of  # noqa: E402
from terreau.share.opendata.queries.records import record  # noqa: E402

LABELS = json.loads((Path(__file__).parent / "labels.json").read_text())
VERDICTS = ("same", "likely", "possible")


def records_of(path: Path) -> list[Record]:
    reading = open_file(path)
    mapping = propose_mapping(reading.columns)
    frame, _said = frame_of(reading, mapping, Hints(), None)
    rows = (apply_mapping(row, mapping, frame) for row in reading.rows())
    return [record(row.key or str(row.number), row.values) for row in rows]


def judge(folder: Path) -> None:
    found: dict[str, list[bool]] = {verdict: [] for verdict in VERDICTS}
    wanted = met = 0
    for name, labels in LABELS.items():
        same = {tuple(sorted(pair)) for pair in labels["same"]}
        known = same | {tuple(sorted(pair)) for pair in labels["different"]}
        pairs = {(pair.a, pair.b): pair.verdict for pair in find_pairs(records_of(folder / f"{name}.json"))}
        unlabelled = set(pairs) - known
        print(f"{name}: {len(pairs)} pairs proposed, {len(unlabelled)} of them not labelled {sorted(unlabelled)[:5]}")
        for pair, verdict in pairs.items():
            if pair in known:
                found[verdict].append(pair in same)
        wanted += len(same)
        met += len(same & set(pairs))
    for verdict, right in found.items():
        print(f"{verdict}: {sum(right)} right of {len(right)}")
    print(f"recall: {met} of {wanted}")


def planted(count: int) -> tuple[list[Record], set[tuple[str, str]]]:
    """Records of a large town, one in twenty said twice with a letter and some metres changed."""
    chance = random.Random(7)
    letters = "abcdefghijklmnoprstuvz"
    made, twins = [], set()
    for n in range(count):
        words = ["".join(chance.choices(letters, k=chance.randint(4, 9))) for _ in range(chance.randint(2, 4))]
        one = Record(f"a{n:07d}", " ".join(words), lon=6 + chance.random() / 5, lat=47.8 + chance.random() / 5)
        made.append(one)
        if n % 20 == 0:
            at = chance.randrange(len(one.name))
            other = Record(f"b{n:07d}", one.name[:at] + "x" + one.name[at + 1 :], lon=one.lon + 0.0003, lat=one.lat)
            made.append(other)
            twins.add((one.id, other.id))
    return made, twins


def main(folder: Path, count: int) -> None:
    judge(folder)
    records, twins = planted(count)
    start = time.perf_counter()
    pairs = {(pair.a, pair.b) for pair in find_pairs(records)}
    print(
        f"{len(records)} records: {time.perf_counter() - start:.1f} s, {len(twins & pairs)} of {len(twins)} planted twins found"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
