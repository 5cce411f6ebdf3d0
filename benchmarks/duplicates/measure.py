"""Precision and recall of the duplicate finder on pairs labelled by eye, and its speed.

Usage: python benchmarks/duplicates/measure.py FOLDER [RECORDS], the folder holding niort-transiscope.json and
dsi-organisations.json (see labels.json: ids of pairs, looked at one by one, hard negatives included).
"""

import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

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
    """Right and wrong by verdict, and what was missed: labels come from all pairs a little alike, found or not."""
    found: dict[str, list[bool]] = {verdict: [] for verdict in VERDICTS}
    wanted, missed, different, spared = 0, [], 0, 0
    for name, labels in LABELS.items():
        same, other = ({tuple(pair) for pair in labels[kind]} for kind in ("same", "different"))
        pairs = {(pair.a, pair.b): pair.verdict for pair in find_pairs(records_of(folder / f"{name}.json"))}
        print(f"{name}: {len(pairs)} pairs proposed, not labelled: {sorted(set(pairs) - same - other)}")
        for pair, verdict in pairs.items():
            if pair in same | other:
                found[verdict].append(pair in same)
        wanted, different = wanted + len(same), different + len(other)
        missed += sorted(same - set(pairs))
        spared += len(other - set(pairs))
    for verdict, right in found.items():
        print(f"{verdict}: {sum(right)} right of {len(right)}")
    print(f"recall: {wanted - len(missed)} of {wanted}, missed {missed}")
    print(f"different things not even asked about: {spared} of {different}")


KINDS = ["Boulangerie", "Atelier", "Jardin", "Café", "Compagnie", "Ferme", "Chorale", "École", "Épicerie", "Théâtre"]
LETTERS = "abcdefghijklmnoprstuvz"


def rewritten(chance: random.Random, name: str, way: int) -> str:
    """The same name as another source writes it."""
    words = name.split()
    at = chance.randrange(len(name))
    return (
        name[:at] + "x" + name[at + 1 :],
        f"Association {name.upper()}",
        " ".join([*words[1:], words[0]]),
        name.replace("é", "e").replace(" des ", " "),
        name[:-1],
        name.replace(" des ", " de la "),
    )[way % 6]


def planted(count: int) -> tuple[list[Record], set[tuple[str, str]]]:
    """Records of one large town, one in twenty said twice: written in six other ways, up to 120 m away."""
    chance = random.Random(7)
    stock = ["".join(chance.choices(LETTERS, k=chance.randint(4, 9))) for _ in range(20_000)]
    made, twins = [], set()
    for n in range(count):
        words = [stock[int(len(stock) * chance.random() ** 3)].capitalize() for _ in range(chance.randint(1, 2))]
        name = f"{chance.choice(KINDS)} des {' '.join(words)}"
        one = Record(f"a{n:07d}", name, lon=6 + chance.random() / 5, lat=47.8 + chance.random() / 5, city="Rivelune")
        made.append(one)
        if n % 20 == 0:
            moved = {"lon": one.lon + 0.0008 * chance.random(), "lat": one.lat + 0.0009 * chance.random()}
            made.append(replace(one, id=f"b{n:07d}", name=rewritten(chance, name, n // 20), **moved))
            twins.add((one.id, made[-1].id))
    return made, twins


def main(folder: Path, count: int) -> None:
    judge(folder)
    records, twins = planted(count)
    start = time.perf_counter()
    pairs = find_pairs(records)
    spent = time.perf_counter() - start
    met = {verdict: [(one.a, one.b) in twins for one in pairs if one.verdict == verdict] for verdict in VERDICTS}
    print(f"{len(records)} records: {spent:.1f} s, peak {getrusage(RUSAGE_SELF).ru_maxrss // 1024} MB")
    print(f"planted twins found: {sum(map(sum, met.values()))} of {len(twins)}")
    print(", ".join(f"{verdict}: {sum(right)} planted of {len(right)}" for verdict, right in met.items()))
    start = time.perf_counter()
    fresh = frozenset(one.id for one in records[-500:])
    print(
        f"500 of them against all: {len(find_pairs(records, fresh=fresh))} pairs, {time.perf_counter() - start:.1f} s"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
