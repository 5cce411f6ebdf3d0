"""Seconds, rows per second and memory to bring a generated file in and take it back, on the database of DATABASE_URL (an empty one).

Usage: python benchmarks/import/measure.py [rows]
"""

import csv
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from terreau.share.opendata import actions  # noqa: E402  Django must be ready first

SYLLABLES = ["ba", "lo", "mi", "ter", "dou", "ran", "vel", "si", "kor", "pen", "gui", "mar", "ney", "to", "fla", "zu"]
KINDS = ["Atelier", "Maison", "Jardin", "Café", "Compagnie", "Ferme", "Chorale", "Fabrique", "Épicerie", "Théâtre"]


def word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=4)).capitalize()


def write(path: Path, rows: int) -> None:
    """One row in fifty doubles an earlier one, written a little otherwise."""
    dice = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(["id", "nom", "adresse", "code postal", "ville", "lat", "lon", "téléphone", "catégories"])
        last: list[object] = []
        for number in range(rows):
            if last and number % 50 == 0:
                out.writerow([number, f"Association {last[1]}", *last[2:]])
                continue
            name = f"{dice.choice(KINDS)} {word(dice)} {word(dice)}"
            lat, lon = 44 + dice.random() * 5, dice.random() * 6
            phone = f"0{dice.randint(1, 5)}{dice.randint(0, 99_999_999):08d}"
            last = [number, name, f"{number % 200} rue {word(dice)}", f"{number % 95 + 1:02d}000", word(dice),
                    f"{lat:.5f}", f"{lon:.5f}", phone, "Culture"]  # fmt: skip
            out.writerow(last)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        write(path, rows)
        batch = timed("received", rows, lambda: actions.receive_file(
            path=path, name="rows.csv", source_name=f"Banc {time.time():.0f}", licence="lo2", by=None
        ))  # fmt: skip
        batch = timed("prepared", rows, lambda: actions.prepare_import(batch=batch, by=None))
        batch = timed("applied", rows, lambda: actions.apply_import(batch=batch, by=None))
        again = actions.receive_file(path=path, name="rows.csv", source_name=batch.source.name, licence="lo2", by=None)
        again = timed("prepared again, nothing new", rows, lambda: actions.prepare_import(batch=again, by=None))
        timed("applied again", rows, lambda: actions.apply_import(batch=again, by=None))
        timed("undone", rows, lambda: actions.undo_import(batch=batch, by=None))
    sys.stdout.write(f"{batch.counts}\npeak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB\n")


def timed(what: str, rows: int, work: object) -> object:
    start = time.perf_counter()
    result = work()
    spent = time.perf_counter() - start
    sys.stdout.write(f"{what}: {spent:.1f} s, {rows / spent:,.0f} rows/s\n")
    sys.stdout.flush()
    return result


if __name__ == "__main__":
    main()
