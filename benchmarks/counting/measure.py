"""Counting against pabutools 1.2.3: `python benchmarks/counting/measure.py FOLDER --peer PYTHON`.

FOLDER holds `.pb` files, PYTHON is that of an environment with `pabutools==1.2.3` and `gmpy2`. Each figure is a median over
processes that begin afresh: CPU seconds of the whole process, seconds of the count alone, the most memory held.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
CASES = [
    ("Poland_Lodz_2022.pb", "greedy"), ("Poland_Lodz_2022.pb", "equal shares"), ("Poland_Lodz_2022.pb", "equal shares, raised"),
    ("Poland_Lodz_2022.pb", "Phragmén"), ("Poland_Lodz_2025.pb", "equal shares"), ("Poland_Warszawa_2026.pb", "equal shares"),
    ("Poland_Warszawa_2026.pb", "Phragmén"), ("Poland_Krakow_2018.pb", "equal shares"), ("Poland_Katowice_2020.pb", "equal shares"),
    ("Poland_Wieliczka_2023_Green_Budget.pb", "equal shares, raised"), ("France_Toulouse_2022.pb", "equal shares, raised"),
]  # fmt: skip


def run(python: str, script: str, file: Path, rule: str, limit: float) -> dict | None:
    """One process; None where it does not end in time or in memory."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([python, str(HERE / script), str(file), rule], stdout=out, stderr=subprocess.DEVNULL)
        began = time.monotonic()
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            if time.monotonic() - began > limit:
                process.kill()
                os.wait4(process.pid, 0)
                return None
            time.sleep(0.005)
        process.returncode = status
        out.seek(0)
        text = out.read()
    if status or not text:
        return None
    said = json.loads(text)
    return {
        **said,
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": time.monotonic() - began,
        "mb": usage.ru_maxrss / 1024,
    }


def median(runs: list[dict], key: str) -> float:
    return statistics.median(each[key] for each in runs)


def several(python: str, script: str, file: Path, rule: str, times: int, limit: float) -> list[dict]:
    return [each for _time in range(times) if (each := run(python, script, file, rule, limit))]


def compare(folder: Path, peer: str, limit: float, only: str) -> None:
    print(
        "| ballots | rule | peer: process CPU s | count s | MB | Terreau: process CPU s | count ms | MB | process | count alone | memory |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name, rule in (case for case in CASES if only in case[0]):
        file = folder / name
        ours = several(sys.executable, "ours.py", file, rule, 5, limit)
        first = run(peer, "peer.py", file, rule, limit)
        theirs = [first] if first else []
        if first and first["wall"] < 60:
            theirs += several(peer, "peer.py", file, rule, 2, limit)
        line = f"| {name.removesuffix('.pb').replace('_', ' ')} | {rule} | "
        mine = [median(ours, key) for key in ("cpu", "count", "mb")]
        if not theirs:
            print(
                f"{line}not in {limit:.0f} s | | | {mine[0]:.2f} | {1e3 * mine[1]:.1f} | {mine[2]:.0f} | | | |",
                flush=True,
            )
            continue
        same = "" if theirs[0]["winners"] == ours[0]["winners"] else " (winners differ)"
        his = [median(theirs, key) for key in ("cpu", "count", "mb")]
        print(
            f"{line}{his[0]:.1f}{same} | {his[1]:.2f} | {his[2]:.0f} | {mine[0]:.2f} | {1e3 * mine[1]:.1f} | {mine[2]:.0f} "
            f"| {his[0] / mine[0]:.0f}× | {his[1] / mine[1]:,.0f}× | {his[2] / mine[2]:.0f}× |",
            flush=True,
        )


def generated(voters: int, projects: int, folder: Path) -> Path:
    """Approval ballots of about five choices, popular projects first, costs between 1,000 and 100,000."""
    draw = random.Random(voters)
    costs = [draw.randint(1000, 100_000) for _each in range(projects)]
    chance = [1 / (k + 5) for k in range(projects)]
    path = folder / f"generated-{voters}.pb"
    with path.open("w") as out:
        out.write(
            f"META\nkey;value\nbudget;{sum(costs) // 3}\nvote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost\n"
        )
        out.writelines(f"{k};{cost}\n" for k, cost in enumerate(costs))
        out.write("VOTES\nvoter_id;vote\n")
        names = range(projects)
        for voter in range(voters):
            chosen = set(draw.choices(names, chance, k=draw.randint(1, 9)))
            out.write(f"{voter};{','.join(map(str, chosen))}\n")
    return path


def large(limit: float, sizes: list[int]) -> None:
    print(
        "\n| ballots × projects | file MB | read once ms | parse s | equal shares s | raised s (rounds) | greedy ms | Phragmén s | MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for voters in sizes:
            file = generated(voters, 300, Path(folder))
            began = time.perf_counter()
            file.read_bytes().count(b"\n")
            read = time.perf_counter() - began
            runs = {
                rule: run(sys.executable, "ours.py", file, rule, limit)
                for rule in ("equal shares", "equal shares, raised", "greedy", "Phragmén")
            }
            plain, raised = runs["equal shares"], runs["equal shares, raised"]
            more = f"{raised['count']:.2f} ({raised['rounds']})" if raised else f"not in {limit:.0f} s"
            print(
                f"| {voters:,} × 300 | {file.stat().st_size / 1e6:.0f} | {1e3 * read:.0f} | {plain['parse']:.2f} | {plain['count']:.2f} "
                f"| {more} | {1e3 * runs['greedy']['count']:.0f} | {runs['Phragmén']['count']:.2f} | {plain['mb']:.0f} |",
                flush=True,
            )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--peer", help="python of an environment with pabutools 1.2.3")
    asked.add_argument("--only", default="", help="a part of the names of the files to compare on")
    asked.add_argument("--limit", type=float, default=900, help="seconds that one process may take")
    asked.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    given = asked.parse_args()
    if given.peer:
        compare(given.folder, given.peer, given.limit, given.only)
    large(given.limit, given.sizes)


if __name__ == "__main__":
    main()
