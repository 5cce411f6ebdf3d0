"""One process, one count by Terreau: prints seconds of each step and the winners as JSON."""

import json
import sys
import time

began = time.perf_counter()
from terreau.algorithms.counting import Rule, decide  # noqa: E402 (the import is measured)
from terreau.algorithms.counting.pabulib import election_of, parse  # noqa: E402

RULES = {
    "greedy": Rule(method="greedy", ties=("id-as-text",)),
    "equal shares": Rule(ties=("id-as-text",)),
    "equal shares, raised": Rule(raise_share="until-exhaustive", ties=("id-as-text",)),
    "Phragmén": Rule(method="phragmen", ties=("id-as-text",)),
}
file, rule = sys.argv[1:3]
loaded = time.perf_counter()
with open(file, "rb") as opened:  # noqa: PTH123 (pathlib would be one more import to measure)
    data = opened.read()
election = election_of(parse(data))
parsed = time.perf_counter()
result = decide(election, RULES[rule])
counted = time.perf_counter()
winners = sorted(election.projects[p].id for p in result.winners)
print(json.dumps({"start": loaded - began, "parse": parsed - loaded, "count": counted - parsed, "winners": winners,
                  "rounds": max(len(result.rounds), 1)}))  # fmt: skip
