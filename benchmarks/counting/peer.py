"""One process, one count by pabutools 1.2.3 with exact fractions, in an environment of its own."""

import json
import sys
import time

began = time.perf_counter()
from pabutools.election import Cost_Sat, parse_pabulib  # noqa: E402 (the import is measured)
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen  # noqa: E402

sys.setrecursionlimit(100_000)
file, rule = sys.argv[1:3]
loaded = time.perf_counter()
instance, profile = parse_pabulib(file)
parsed = time.perf_counter()
if rule == "greedy":
    won = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat)
elif rule == "equal shares":
    won = method_of_equal_shares(instance, profile, sat_class=Cost_Sat)
elif rule == "equal shares, raised":
    won = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, voter_budget_increment=1)
else:
    won = sequential_phragmen(instance, profile)
counted = time.perf_counter()
print(
    json.dumps(
        {
            "start": loaded - began,
            "parse": parsed - loaded,
            "count": counted - parsed,
            "winners": sorted(p.name for p in won),
        }
    )
)
