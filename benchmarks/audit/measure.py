"""Events per second written by one and by eight writers, and verified, on the database of DATABASE_URL (an empty one).

Usage: python benchmarks/audit/measure.py [seconds]
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.core.management import call_command  # noqa: E402  Django must be ready first
from django.db import connection, transaction  # noqa: E402

from terreau.trust.audit import queries  # noqa: E402
from terreau.trust.audit.actions import record  # noqa: E402


def write_for(seconds: float) -> int:
    """One event per transaction, as actions do."""
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        with transaction.atomic():
            record("benchmarks.thing_done", by=None, detail={"fields": ["name", "street"], "n": count})
        count += 1
    connection.close()
    return count


def main(seconds: float) -> None:
    call_command("migrate", verbosity=0)
    for writers in (1, 8):
        start = time.monotonic()
        with ThreadPoolExecutor(writers) as pool:
            total = sum(pool.map(write_for, [seconds] * writers))
        print(f"{writers} writers: {total / (time.monotonic() - start):,.0f} events/s")
    start, last = time.monotonic(), 0
    for checked, broken in queries.first_broken():
        if broken:
            sys.exit(f"event {broken} does not hold")
        last = checked
    print(f"verification: {last / (time.monotonic() - start):,.0f} events/s ({last:,} events, an unbroken chain)")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5)
